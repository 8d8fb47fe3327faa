import { roundView } from "../../rounds/memory/round-view.ts";
import type { Db } from "../../rounds/store/database.ts";
import type { OutboxRow } from "../../rounds/store/outbox.ts";
import { getVerdict } from "../../rounds/store/verdicts.ts";
import type { HarnessEvent } from "../../runner/protocol.ts";
import { announcementCard } from "../cards/announcement-card.ts";
import { progressText } from "../cards/progress-text.ts";
import { progressLine } from "../terminal/progress-line.ts";
import { renderCard, type TerminalLook, terminalLook } from "../terminal/render-card.ts";
import type { TerminalOutput } from "../terminal/terminal-channel.ts";
import { verdictRecord } from "./verdict-record.ts";

/** What a replay shows: the cards as they would be posted, or one JSON line a verdict; a run's progress on stderr. */
export interface ReplayScreen {
  readonly look: TerminalLook;
  readonly output: (db: Db) => TerminalOutput;
  progress(runId: number, event: HarnessEvent): void;
  say(text: string): void;
  finish(): void;
}

export function replayScreen(view: "cards" | "json"): ReplayScreen {
  const look = terminalLook(process.stdout);
  const line = progressLine(process.stderr, "auto");
  const draw = async (db: Db, row: OutboxRow) => {
    if (view === "cards") return `\n${renderCard(await announcementCard(db, row, new Date()), look)}`;
    return row.kind === "verdict" ? JSON.stringify(await verdictLine(db, row)) : null;
  };
  return {
    look,
    output: (db) => ({ draw: (row) => draw(db, row), around: (write) => line.around(write) }),
    progress(runId, event) {
      const text = progressText(event);
      if (text !== null) line.show(`run ${runId}: ${text}`);
    },
    say: (text) => line.around(() => process.stderr.write(`${text}\n`)),
    finish: () => line.clear(),
  };
}

async function verdictLine(db: Db, { round_id, body }: OutboxRow) {
  if (round_id === null || !("runId" in body)) throw new Error("a verdict's announcement names its round and run");
  const runId = Number(body.runId);
  return verdictRecord(await roundView(db, round_id), await getVerdict(db, runId));
}
