import type { WantedForm } from "../../forms/form-facts.ts";
import type { ReadOptions } from "../registering/read-options.ts";

/** The form that a command opens which leaves out what the form asks for; null for what can be run as it is. */
export function wantedByCommand({ command, given, others, files }: ReadOptions): WantedForm | null {
  const { name, word } = command;
  const { pitch, question, ...more } = given;
  if (files.length > 0 || Object.keys(others).length > 0 || Object.keys(more).length > 0) return null;
  if (pitch === undefined && question === undefined) {
    if (word === undefined && name !== "tank") return { form: name };
    return name === "tank" && word === "measure" ? { form: "measure" } : null;
  }
  if (question !== undefined) {
    const number = /^\s*q?\s*(\d{1,6})\s*$/i.exec(question)?.[1];
    const isBare = name === "tank" && word === "answer" && number !== undefined;
    return isBare ? { form: "answer", question: Number(number) } : null;
  }
  if (pitch === undefined) return null;
  if (name === "pitch" && word === "edit") return { form: "pitch-edit", pitch };
  if (name === "pitch" && word === "code") return { form: "code", pitch };
  return name === "tank" && (word === "ask" || word === "proof") ? { form: word, pitch } : null;
}
