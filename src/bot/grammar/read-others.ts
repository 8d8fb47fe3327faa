import { UserError } from "../../rounds/user-error.ts";
import { type Command, commandPath } from "../command.ts";
import { parseCommandLine } from "./command-line.ts";
import { matchOptions } from "./match-options.ts";

/**
 * What the game names, from a text of its own: `num_ab_stage=3 epilogue=tma`, `A=20, C=5`, or a line each.
 * @param names the knobs or letters that the command takes
 * @throws UserError for what is none of them, and what is no `name=value`
 */
export function readOthers(command: Command, text: string, names: readonly string[]): Readonly<Record<string, string>> {
  const { words, files, options } = parseCommandLine(`${commandPath(command).replaceAll(" ", "-")} ${text}`);
  const { looks = "NAME=VALUE", about = "Others" } = command.others ?? {};
  const [odd] = words;
  if (odd !== undefined || files.length > 0) {
    const what = odd === undefined ? "--file" : odd.text.slice(0, 60);
    throw new UserError(
      "no-setting",
      `"${what}" is no NAME=VALUE.`,
      `${about} are written ${looks}, one after the other.`,
    );
  }
  const { given, others } = matchOptions(command, { words: [], options }, names);
  const [own] = Object.keys(given);
  if (own === undefined) return others;
  throw new UserError("no-setting", `${own} is an option of its own.`, `Say it there. Here stand: ${about}, ${looks}.`);
}
