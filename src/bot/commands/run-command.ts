import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import type { Game } from "../../rounds/game.ts";
import { storable } from "../../rounds/storable.ts";
import { findSeason } from "../../rounds/store/seasons.ts";
import { UserError } from "../../rounds/user-error.ts";
import { bugCard, refusalCard } from "../cards/refusal-card.ts";
import { type Answer, type Attachment, type Command, commandPath, type ReadGit } from "../command.ts";
import { parseCommandLine } from "../grammar/command-line.ts";
import { matchOptions } from "../grammar/match-options.ts";
import type { ProblemNow } from "../season-file.ts";
import type { ProblemSource } from "../season-problem.ts";
import { findCommand } from "./find-command.ts";
import { idsOf } from "./ids-of.ts";
import { otherNames } from "./other-names.ts";
import { refuseRole } from "./refuse-role.ts";
import { refuseSecrets } from "./refuse-secrets.ts";
import { commands } from "./table.ts";

/** A season that can be played: commands of every platform are run on it. */
export interface Tank {
  readonly game: Game;
  /** The season's name. */
  readonly season: string;
  readonly log: Logger;
  /** Reads a problem's files as they are now. */
  readonly readProblem: (source: ProblemSource) => Promise<ProblemNow>;
  /** Where candidates of the form `name@sha:path` come from; left out, from nowhere. */
  readonly readGit?: ReadGit | undefined;
  /** Told of each command when it was answered. */
  readonly onCommand?: (done: CommandDone) => void;
}

/** What became of a command. */
export interface CommandDone {
  /** `/tank open`; `unknown` for what is none. */
  readonly command: string;
  readonly outcome: "answered" | "refused" | "failed";
  readonly seconds: number;
}

export interface Request {
  /** The caller's name. */
  readonly by: string;
  readonly text: string;
  readonly files: readonly Attachment[];
  /** Reads the file or folder that `--file PATH` names; null where it was read already and stands in `files`. */
  readonly readFile: (path: string) => readonly Attachment[] | null;
}

/** A command whose options were filled into a form: nothing is left to be taken apart. */
export interface Filled {
  /** The caller's name. */
  readonly by: string;
  readonly command: Command;
  /** The options' texts by name; what was left empty is not there. */
  readonly given: Readonly<Record<string, string>>;
  /** Options that the game names: knobs, pitches' letters. */
  readonly others: Readonly<Record<string, string>>;
  readonly files: readonly Attachment[];
}

export type Reply =
  | ({ readonly ok: true; readonly command: string } & Answer)
  | { readonly ok: false; readonly card: Answer["card"]; readonly error: Refusal };

export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
  /** The options that it is about, as people write them. */
  readonly about: readonly string[];
}

/** Runs what somebody typed. Always answers: a person's mistake with the way out, a bug with its id in the log. */
export async function runCommand(tank: Tank, request: Request): Promise<Reply> {
  return answer(tank, request, (found) => run(tank, request, found));
}

/** @param work gives the answer, and says which command it is as soon as that is known */
async function answer(
  tank: Tank,
  { by }: Pick<Request, "by">,
  work: (found: (command: Command) => void) => Promise<Answer>,
): Promise<Reply> {
  const startedAt = performance.now();
  let name = "unknown";
  const done = (outcome: CommandDone["outcome"]) =>
    tank.onCommand?.({ command: name, outcome, seconds: (performance.now() - startedAt) / 1000 });
  try {
    const answered = await work((command) => {
      name = commandPath(command);
    });
    tank.log.info({ command: name, by, ...idsOf(answered.facts) }, "command-answered");
    done("answered");
    return { ok: true, command: name, ...answered };
  } catch (error) {
    const reply = await refuse(tank, { by }, error, name);
    done(error instanceof UserError ? "refused" : "failed");
    return reply;
  }
}

/** True for a line whose command changes nothing. */
export function isReading(text: string): boolean {
  try {
    return findCommand(commands, parseCommandLine(text)).command.reads === true;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

/** True for the answer of a command that changed something. */
export function hasChanged(reply: Reply): boolean {
  return reply.ok && commands.some((command) => commandPath(command) === reply.command && command.reads !== true);
}

/** Runs a command from a form. Always answers, as `runCommand` does. */
export async function runFilled(tank: Tank, { by, command, given, others, files }: Filled): Promise<Reply> {
  return answer(tank, { by }, (found) => {
    found(command);
    const { game, season, readProblem, readGit } = tank;
    refuseRole(game.roles, command);
    refuseSecrets([...Object.values(given), ...Object.values(others)], files);
    return command.run(given, { caller: { name: by }, game, season, files, others, readProblem, readGit });
  });
}

/** What a thrown error looks like to the person who caused it, or found it. */
export async function refuse(
  { log, game, season }: Pick<Tank, "log" | "game" | "season">,
  { by }: Pick<Request, "by">,
  error: unknown,
  command?: string,
): Promise<Reply & { ok: false }> {
  if (error instanceof UserError) {
    const said = await saidIn({ game, season }, error);
    const { code, message, hint = null, about = [] } = said;
    log.info({ code, by, command }, "command-refused");
    return { ok: false, card: refusalCard(said), error: { code, message, hint, about } };
  }
  const id = randomUUID().slice(0, 8);
  log.error({ err: error, id, by, command }, "command-failed");
  const card = bugCard(id);
  return { ok: false, card, error: { code: "bug", message: card.title, hint: card.lead ?? null, about: [] } };
}

/** A refusal that quotes code has other words where the season shows none. */
async function saidIn({ game, season }: Pick<Tank, "game" | "season">, error: UserError): Promise<UserError> {
  const { code, withoutCode, about } = error;
  if (withoutCode === undefined) return error;
  const settings = (await findSeason(game.database.db, season))?.settings;
  if (settings?.rules.source !== "none") return error;
  return new UserError(code, withoutCode.message, withoutCode.hint, { ...(about && { about }) });
}

async function run(
  { game, season, readProblem, readGit }: Tank,
  request: Request,
  found: (command: Command) => void,
): Promise<Answer> {
  refuseSecrets([request.text], request.files);
  const typed = parseCommandLine(storable(request.text));
  const { command, line } = findCommand(commands, typed);
  found(command);
  refuseRole(game.roles, command);
  const { given, others } = matchOptions(command, line, await otherNames(command.others, { game, season }));
  const read = line.files.flatMap((path) => request.readFile(path) ?? []);
  refuseSecrets([], read);
  const files = [...request.files, ...read];
  if (files.length > 0 && !command.takesFiles) {
    throw new UserError("no-file-here", `${commandPath(command)} takes no file.`, "Give the command without it.");
  }
  const caller = { name: request.by };
  const call = { caller, game, season, files, others, readProblem, readGit };
  return command.run(given, call);
}
