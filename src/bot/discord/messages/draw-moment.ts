import type { Section } from "../../cards/card.ts";
import { chatLine } from "../../text/chat-text.ts";
import { bold, markdownWeight } from "./escape.ts";
import { limits } from "./limits.ts";
import { plainLines } from "./pieces.ts";

/** Each reader's own date and time, and how long until then where the card says so: Discord counts it down. */
export function momentLine({ what, at, text }: Extract<Section, { kind: "moment" }>): readonly string[] {
  const label = chatLine(what) === "" ? "" : `${chatLine(what)}: `;
  const said = chatLine(text);
  const words = said.startsWith(label) ? said.slice(label.length) : said;
  const seconds = Math.floor(at.getTime() / 1000);
  const isShort = markdownWeight(label) < limits.pieceWeight;
  const isDrawable = label !== "" && words !== "" && isShort && seconds > 0 && seconds < lastSecond;
  if (!isDrawable) return plainLines(`${label}${words}`);
  const left = saysHowLong.test(words) ? ` (<t:${seconds}:R>)` : "";
  return [`${bold(label)} <t:${seconds}:f>${left}`];
}

/** As `deadlineText` says it. */
const saysHowLong = /, (?:in \d|which has passed)/;

/** The year 2100: no deadline lies beyond it. */
const lastSecond = 4_102_444_800;
