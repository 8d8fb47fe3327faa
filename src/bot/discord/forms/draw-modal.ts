import { type APIModalInteractionResponseCallbackData, type APITextDisplayComponent, ComponentType } from "discord.js";
import { escapeMarkdown } from "../messages/escape.ts";
import { shortLine, shortText } from "../short-text.ts";
import { drawRow } from "./draw-row.ts";
import { writeFormId } from "./form-id.ts";
import { formLimits } from "./form-limits.ts";
import type { FormPages } from "./form-pages.ts";

/** What a text above the inputs may hold. */
const mostQuoted = 1000;

/**
 * One page of a form.
 * @param page counted from 1; one that is not there is the last
 */
export function drawModal(form: FormPages, page: number): APIModalInteractionResponseCallbackData {
  const { words, id, pages } = form;
  const at = Math.min(Math.max(page, 1), pages.length);
  const rows = (pages[at - 1] ?? []).map(drawRow);
  const place = pages.length > 1 ? ` (${at}/${pages.length})` : "";
  return {
    custom_id: writeFormId({ ...id, verb: "send", page: at }),
    title: `${shortLine(words.title, formLimits.title - place.length)}${place}`,
    components: [...(rows.length < formLimits.rows ? [above(form)] : []), ...rows],
  };
}

/** What the form is about, where it leaves room for it. */
function above({ words: { head, note }, quote }: FormPages): APITextDisplayComponent {
  const lines = [
    `**${escapeMarkdown(shortLine(head, 300)) || "–"}**`,
    ...(note === undefined ? [] : [escapeMarkdown(shortLine(note, 300))]),
    ...(quote === undefined ? [] : [escapeMarkdown(shortText(quote, mostQuoted))]),
  ];
  return { type: ComponentType.TextDisplay, content: lines.join("\n") };
}
