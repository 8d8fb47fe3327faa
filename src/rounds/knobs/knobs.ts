import { aboutFile } from "../candidate.ts";
import { nearest } from "../nearest.ts";
import { sentence } from "../sentence.ts";
import { UserError } from "../user-error.ts";
import { type AllowedValues, allowsValue, readAllowed, sayAllowed } from "./knob-values.ts";
import { type KnobLock, lockKnobs } from "./lock-knobs.ts";

/** A named constant of a kernel, marked by a comment after it: `const num_ab_stage: i32 = 1; // knob: 1..4`. */
export type Knob = {
  readonly name: string;
  /** As written, without quotes. */
  readonly value: string;
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly allowed: AllowedValues;
};

type Files = Readonly<Record<string, string>>;

/** Knob name → new value. */
export type KnobSettings = Readonly<Record<string, string>>;

// The comment sign of Python, C, CUDA, TypeScript and Rust; what stands before it is the constant.
const mark = /^(?<code>.*\S)\s*(?:\/\/|#)\s*knob:\s*(?<rule>.*?)\s*$/;
// `NAME = 1`, `const NAME: i32 = 1;`, `constexpr int NAME = 1;`, `#define NAME 1`.
const constant =
  /^(?<before>\s*(?:#\s*define\s+(?<macro>[A-Za-z_]\w*)\s+|(?:[\w<>[\]]+[\s*&]+)*?(?<name>[A-Za-z_]\w*)\s*(?::[^=]+?)?\s*=\s*)(?<quote>["']?))(?<value>-?[\w.]+)(?<after>["']?\s*;?)$/;

/** A constant and its mark fit here; the patterns above would be slow on a line of 256 KB made to stall them. */
const longestLine = 500;

/** Every marked constant, in the files' order. A mark that can't be read is its author's mistake and is refused. */
export function readKnobs(files: Files): readonly Knob[] {
  const knobs = Object.entries(files).flatMap(([file, text]) =>
    text.split(/\r?\n/).flatMap((source, index) => readKnob(file, index + 1, source) ?? []),
  );
  const names = knobs.map((knob) => knob.name);
  const twice = knobs.find((knob, index) => names.indexOf(knob.name) !== index);
  if (twice === undefined) return knobs;
  const hint = "Give every knob a name of its own.";
  throw new UserError("knob-twice", `The knob ${twice.name} is marked twice (again in ${placeOf(twice)}).`, hint, {
    ...aboutFile,
    withoutCode: { message: `A knob is marked twice (again in ${placeOf(twice)}).`, hint },
  });
}

/**
 * The same files with the knobs turned; nothing else changes. Each refusal names the rule and the way forward.
 * `locks`: what the season locks beside the marks in the source.
 */
export function applyKnobs(files: Files, settings: KnobSettings, locks: readonly KnobLock[] = []): Files {
  const knobs = lockKnobs(readKnobs(files), locks);
  const turned = Object.entries(settings).map(([name, value]) => {
    const knob = knobs.find((each) => each.name === name) ?? refuseUnknown(name, knobs);
    return { ...knob, value: checkValue(knob, value) };
  });
  return Object.fromEntries(
    Object.entries(files).map(([file, text]) => {
      const here = turned.filter((knob) => knob.file === file);
      // An odd element is the line's own ending, kept as it was.
      const parts = text.split(/(\r?\n)/);
      for (const knob of here) parts[2 * (knob.line - 1)] = replaceValue(parts[2 * (knob.line - 1)] ?? "", knob.value);
      return [file, parts.join("")];
    }),
  );
}

function readKnob(file: string, line: number, source: string): Knob | null {
  const marked = source.length > longestLine ? undefined : mark.exec(source)?.groups;
  if (marked === undefined) return null;
  const found = constant.exec(marked.code ?? "")?.groups;
  const name = found?.name ?? found?.macro;
  const value = found?.value;
  if (name === undefined || value === undefined) {
    // A whole line of comment may speak of knobs without being one.
    if (/^\s*(?:\/\/|#(?!\s*define)|\*|\/\*)/.test(marked.code ?? "")) return null;
    const hint = "Mark a constant with one plain value: `NAME = 1  # knob: 1..4`.";
    const message = `No constant can be read before "knob:" in ${file}, line ${line}.`;
    throw new UserError("knob-unreadable", message, hint, aboutFile);
  }
  const allowed = readAllowed(marked.rule ?? "");
  const knob = { name, value, file, line };
  if (allowed === null) {
    const hint = "Write `knob: 1..4`, `knob: 64|128|256` or `knob: locked, why`.";
    const message = `"${marked.rule}" is no rule for the knob ${name} (${placeOf(knob)}).`;
    const withoutCode = { message: `The mark of a knob has no rule that can be read (${placeOf(knob)}).`, hint };
    throw new UserError("knob-rule", message, hint, { ...aboutFile, withoutCode });
  }
  if (allowed.kind === "locked" || allowsValue(allowed, value) !== null) return { ...knob, allowed };
  const hint = "Mend the rule or the value; a kernel as it stands must be allowed.";
  const message = `${name} = ${value} is not ${sayAllowed(allowed)} (${placeOf(knob)}).`;
  const withoutCode = { message: `A knob's value is not what its own mark allows (${placeOf(knob)}).`, hint };
  throw new UserError("knob-rule", message, hint, { ...aboutFile, withoutCode });
}

function checkValue(knob: Knob, value: string): string {
  const { name, allowed } = knob;
  if (allowed.kind === "locked") throw knobLocked(name, allowed);
  const written = allowsValue(allowed, value);
  if (written !== null) return written;
  const hint = `It is ${knob.value} now and may be ${sayAllowed(allowed)}.`;
  const message = `The knob ${name} can't be ${value.slice(0, 60)}.`;
  const withoutCode = { message, hint: "What it may be stands in the kernel's source." };
  throw new UserError("knob-value", message, hint, { about: [name], withoutCode });
}

/** Names the rule, the round that taught it and the way forward. */
export function knobLocked(name: string, { why, taughtBy }: Extract<AllowedValues, { kind: "locked" }>): UserError {
  const taught = taughtBy ? ` since ${taughtBy}` : "";
  const hint = "Leave it as it is, or pitch code of your own that doesn't need it changed.";
  const withoutCode = { message: `The knob ${name} is locked${taught}.`, hint };
  return new UserError("knob-locked", `The knob ${name} is locked${taught}: ${sentence(why)}`, hint, {
    about: [name],
    withoutCode,
  });
}

function refuseUnknown(name: string, knobs: readonly Knob[]): never {
  const names = knobs.map((knob) => knob.name);
  const guess = nearest(name, names);
  const hint =
    names.length > 0 ? `The knobs are ${names.join(", ")}.` : "Hand in the changed kernel as a file instead.";
  const asked = guess === null ? "." : `; did you mean ${guess}?`;
  const withoutCode = {
    message: `The baseline has no knob "${name.slice(0, 60)}".`,
    hint: "Its knobs stand in the kernel's source; or hand in the changed kernel as a file.",
  };
  throw new UserError("knob-unknown", `The baseline has no knob "${name.slice(0, 60)}"${asked}`, hint, {
    about: [name],
    withoutCode,
  });
}

function replaceValue(source: string, value: string): string {
  const code = mark.exec(source)?.groups?.code ?? "";
  const found = constant.exec(code)?.groups;
  return `${found?.before}${value}${found?.after}${source.slice(code.length)}`;
}

function placeOf({ file, line }: { file: string; line: number }): string {
  return `${file}, line ${line}`;
}
