import type { Reply } from "../commands/run-command.ts";
import { renderCard, type TerminalLook } from "./render-card.ts";

/** An answer stands right under its command, so it has no frame of its own; a refusal is marked without colours too. */
export function renderReply({ ok, card }: Pick<Reply, "ok" | "card">, look: TerminalLook): string {
  const [, ...lines] = renderCard(ok ? card : { ...card, title: `✗ ${card.title}` }, look).split("\n");
  return lines.join("\n");
}
