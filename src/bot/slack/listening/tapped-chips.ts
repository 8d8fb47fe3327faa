import type { ViewOutput } from "@slack/bolt";
import { type Chip, withChip } from "../modals/ballot-chips.ts";
import type { Desk } from "./desk.ts";

/** What a tap left of a ballot's form: where the next one goes on. */
type Drawn = Pick<ViewOutput, "private_metadata" | "blocks">;

/** Forms that stand open; more at once than any season has sharks. */
const mostForms = 1000;

/**
 * Draws a ballot's form anew after each tap, one tap after the other: of two quick ones the second was made on a form
 * that did not know of the first yet.
 */
export function tappedChips({ client, tank }: Pick<Desk, "client" | "tank">) {
  const inHand = new Map<string, Promise<Drawn | null>>();
  return async (view: ViewOutput, { letter, percent }: Chip): Promise<void> => {
    const before = inHand.get(view.id) ?? Promise.resolve(null);
    const drawing = before.then(async (last): Promise<Drawn | null> => {
      const next = withChip({ ...view, ...last }, letter, percent);
      try {
        await client.views.update({ view_id: view.id, view: next });
        return { private_metadata: next.private_metadata ?? "", blocks: next.blocks };
      } catch (error) {
        tank.log.warn({ err: error }, "chip-not-drawn");
        return last;
      }
    });
    inHand.delete(view.id);
    inHand.set(view.id, drawing);
    const [oldest] = inHand.keys();
    if (inHand.size > mostForms && oldest !== undefined) inHand.delete(oldest);
    await drawing;
  };
}
