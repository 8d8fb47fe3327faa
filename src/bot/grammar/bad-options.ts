import type { z } from "zod";
import { UserError } from "../../rounds/user-error.ts";
import { quoted } from "./command-line.ts";
import { factsOf } from "./option.ts";

interface Described {
  readonly options: z.ZodObject;
  readonly examples: readonly string[];
}

/** Says all that is wrong with a command's options at once: what was given, what is allowed, an example. */
export function badOptions(
  { options, examples }: Described,
  given: Readonly<Record<string, string>>,
  issues: readonly z.core.$ZodIssue[],
): UserError {
  const unknown = issues.flatMap((issue) => (issue.code === "unrecognized_keys" ? issue.keys : []));
  if (unknown.length > 0) return unknownOptions(options, unknown);
  const names = [...new Set(issues.map((issue) => String(issue.path[0])))];
  const missing = names.filter((name) => given[name] === undefined);
  const wrong = names.filter((name) => given[name] !== undefined);
  const said = [
    ...wrong.map((name) => `${name} can't be ${short(given[name] ?? "")}.`),
    ...(missing.length > 0 ? [`This needs ${missing.map(wayToGive(options)).join(" and ")}.`] : []),
  ];
  const looks = (name: string) => factsOf(options.shape[name]).looks;
  const [only = "", ...others] = wrong;
  const allowed =
    others.length > 0 ? wrong.map((name) => `${name}: ${looks(name)}.`) : wrong.map(() => `Write ${looks(only)}.`);
  const example = examples[0] === undefined ? [] : [`For example: ${examples[0]}`];
  return new UserError(
    wrong.length > 0 ? "bad-value" : "missing-option",
    said.join(" "),
    [...allowed, ...example].join(" "),
    { about: names },
  );
}

/** A form of an older bot may fill in what its command no longer takes. */
function unknownOptions({ shape }: z.ZodObject, unknown: readonly string[]): UserError {
  const said = unknown.map((name) => name.slice(0, 60)).slice(0, 5);
  const message = `This takes no ${said.join(" and no ")}.`;
  return new UserError("unknown-option", message, `Its options are ${Object.keys(shape).join(", ")}.`);
}

function wayToGive(options: z.ZodObject) {
  return (name: string) => {
    const { word, looks } = factsOf(options.shape[name]);
    return word === undefined ? `${name}=…` : `a ${name} (${looks})`;
  };
}

function short(text: string): string {
  return quoted(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
