import type { z } from "zod";
import type { TokenRole } from "../rounds/access-token.ts";
import type { Game } from "../rounds/game.ts";
import type { Card } from "./cards/card.ts";
import { badOptions } from "./grammar/bad-options.ts";
import type { ProblemNow } from "./season-file.ts";
import type { ProblemSource } from "./season-problem.ts";

/** Who gave a command, as the place it was given in knows them. */
export interface Caller {
  readonly name: string;
}

/** A file that came with a command, or comes with its answer. */
export interface Attachment {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A file or folder of one commit of a configured repository: `kernels@1a2b3c4:gemm/kernel.cu`. */
export interface GitPath {
  readonly remote: string;
  readonly sha: string;
  readonly path: string;
}

/** Reads what a candidate names in git; `sha` is the whole hash of the commit. */
export type ReadGit = (wanted: GitPath) => Promise<{ readonly sha: string; readonly files: readonly Attachment[] }>;

/** What a handler is given beside its own options. */
export interface Call {
  readonly caller: Caller;
  readonly game: Game;
  /** The season's name. */
  readonly season: string;
  readonly files: readonly Attachment[];
  /** Reads a problem's files as they are now. */
  readonly readProblem: (source: ProblemSource) => Promise<ProblemNow>;
  /** Options whose names the command itself doesn't know: knobs, pitches' letters. */
  readonly others: Readonly<Record<string, string>>;
  /** Left out: no repository is configured. */
  readonly readGit?: ReadGit | undefined;
}

/** What is said in return: a card for people, and its facts for programs (docs/terminal.md keeps them stable). */
export interface Answer {
  readonly card: Card;
  readonly facts: object;
  /** Pictures and documents that come with it; a name may have up to two folders in front. */
  readonly files?: readonly Attachment[];
}

/** Options named by the game and not by the command. */
export interface OtherOptions {
  readonly kind: "knob" | "pitch";
  readonly about: string;
  readonly looks: string;
}

interface Description {
  /** The slash command: `pitch`, `vote` or `tank`. */
  readonly name: "pitch" | "vote" | "tank";
  /** What follows it: `open`, or nothing. */
  readonly word?: string;
  /** Used where the slash command stands all by itself. */
  readonly whenBare?: true;
  readonly description: string;
  readonly examples: readonly string[];
  readonly others?: OtherOptions;
  readonly takesFiles?: true;
  /** Changes nothing, so that it needs no transaction and may be answered twice. */
  readonly reads?: true;
  /** Refused for everybody but the round's host, by the handler. */
  readonly forHosts?: true;
  /** A person's own business: refused for whoever came in with a token. */
  readonly forPeople?: true;
  /** In which role one does it, where a token may be for that role or not; left out: a host's for hosts, or nobody's. */
  readonly role?: TokenRole;
}

/** A command as the table holds it; `options` describe themselves (src/bot/grammar/option.ts). */
export interface Command extends Description {
  readonly options: z.ZodObject;
  /** `given`: the options' texts by name. */
  readonly run: (given: Readonly<Record<string, string>>, call: Call) => Promise<Answer>;
}

/** One command: its name, its options and what it does. Help, errors and completion are made from this. */
export function defineCommand<Options extends z.ZodObject>(
  definition: Description & {
    readonly options: Options;
    readonly handle: (options: z.output<Options>, call: Call) => Promise<Answer>;
  },
): Command {
  const { handle, ...command } = definition;
  return {
    ...command,
    async run(given, call) {
      const parsed = command.options.safeParse(given);
      if (parsed.success) return handle(parsed.data, call);
      throw badOptions(command, given, parsed.error.issues);
    },
  };
}

/** `/tank open`, as people write it. */
export function commandPath({ name, word }: Pick<Command, "name" | "word">): string {
  return word === undefined ? `/${name}` : `/${name} ${word}`;
}
