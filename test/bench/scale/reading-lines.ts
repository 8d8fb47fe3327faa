import { type Command, commandPath } from "../../../src/bot/command.ts";
import { commands } from "../../../src/bot/commands/table.ts";

/** A reading command as somebody types it, and who. */
export interface ReadingLine {
  readonly text: string;
  readonly by: string;
  /** It writes down a whole season, so that it grows with the season by its nature. */
  readonly wholeSeason?: true;
}

/** Round 3 is decided in every season of a history, and its pitch B was measured twice. */
const lines: Readonly<Record<string, readonly Omit<ReadingLine, "by">[]>> = {
  "/pitch template": [{ text: "/pitch template" }],
  "/pitch show": [{ text: "/pitch show B" }, { text: "/pitch show 3B" }, { text: "/pitch show bench:A" }],
  "/pitch list": [{ text: "/pitch list" }],
  "/vote show": [{ text: "/vote show" }, { text: "/vote show round=3" }],
  "/tank status": [{ text: "/tank status" }],
  "/tank scoreboard": [{ text: "/tank scoreboard" }],
  "/tank kernel": [{ text: "/tank kernel" }],
  "/tank picture": [{ text: "/tank picture", wholeSeason: true }, { text: "/tank picture 3B" }],
  "/tank export": [
    { text: "/tank export", wholeSeason: true },
    { text: "/tank export round=3", wholeSeason: true },
  ],
  "/tank learned": [{ text: "/tank learned" }],
  "/tank history": [{ text: "/tank history" }, { text: "/tank history 3" }],
  "/tank me": [{ text: "/tank me" }],
  "/tank brief": [{ text: "/tank brief" }],
  "/tank rules": [{ text: "/tank rules" }],
  "/tank memory": [{ text: "/tank memory" }],
  "/tank bench": [{ text: "/tank bench" }],
  "/tank help": [{ text: "/tank help" }, { text: "/tank help pitch" }],
};

/** Who speaks has voted in half of the rounds. */
const by = "shark-8";

/** @throws for a reading command that nobody has thought of here */
export function readingLines(): readonly ReadingLine[] {
  return commands
    .filter(({ reads }: Command) => reads === true)
    .flatMap((command) => {
      const own = lines[commandPath(command)];
      if (own === undefined) throw new Error(`${commandPath(command)} reads, and this bench does not type it`);
      return own.map((line) => ({ ...line, by }));
    });
}
