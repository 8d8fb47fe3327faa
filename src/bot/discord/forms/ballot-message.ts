import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIComponentInMessageActionRow,
  type APIEmbed,
  type APIStringSelectComponent,
  ButtonStyle,
  ComponentType,
} from "discord.js";
import type { PitchRow } from "../../../rounds/store/pitches.ts";
import {
  type BallotFacts,
  ballotGoal,
  ballotTitle,
  ballotWords,
  chipPercents,
  isOwn,
  pitchLine,
} from "../../forms/ballot.ts";
import { escapeMarkdown } from "../messages/escape.ts";
import { shortLine } from "../short-text.ts";
import { type BallotTap, writeBallotId } from "./ballot-action.ts";
import type { BallotDraft } from "./ballot-draft.ts";
import { formLimits, listLimits } from "./form-limits.ts";

/** What a shark sees alone; each tap draws it anew. */
export interface BallotMessage {
  readonly embeds: readonly APIEmbed[];
  readonly components: readonly Row[];
}

type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

/** Five rows: the list, the chips of three pitches, the buttons. */
const pitchesOnPage = 3;

/** @param note what is said on top, such as what is missing */
export function ballotMessage(facts: BallotFacts, draft: BallotDraft, note: string | null = null): BallotMessage {
  const shown = pitchesOf(facts, draft.page);
  return {
    embeds: [ballotEmbed(facts, draft, shown, note)],
    components: [
      row(fundList(facts, draft, shown)),
      ...shown.map((pitch) => row(...chips(pitch, draft))),
      row(...(draft.asksBack ? backButtons(draft) : ballotButtons(facts, draft))),
    ],
  };
}

/** The pitches that one may vote on, as many as a page has room for. */
export function pitchesOf(facts: BallotFacts, page: number): readonly PitchRow[] {
  const at = Math.min(page, pagesOf(facts)) - 1;
  return others(facts).slice(at * pitchesOnPage, (at + 1) * pitchesOnPage);
}

function pagesOf(facts: BallotFacts): number {
  return Math.max(1, Math.ceil(others(facts).length / pitchesOnPage));
}

function others({ pitches, shark }: BallotFacts): readonly PitchRow[] {
  return pitches.filter((pitch) => !isOwn(pitch, shark));
}

function ballotEmbed(
  facts: BallotFacts,
  draft: BallotDraft,
  shown: readonly PitchRow[],
  note: string | null,
): APIEmbed {
  const own = facts.pitches.filter((pitch) => isOwn(pitch, facts.shark));
  const named = own.map(({ letter, content }) => `${letter}: ${shortLine(content.title, 60)}`).join(", ");
  const pages = pagesOf(facts);
  return {
    title: ballotTitle(facts),
    description: [
      ...(note === null ? [] : [`**${escapeMarkdown(shortLine(note, 300)) || "–"}**`]),
      ballotGoal(facts),
      ballotWords.note,
      ...summary(draft),
    ].join("\n"),
    fields: [
      ...shown.map(({ letter, content }) => ({
        name: `${letter}: ${escapeMarkdown(shortLine(content.title, 110))}`,
        value: `${escapeMarkdown(shortLine(pitchLine({ content }), 250))}\n${chanceText(draft.chances[letter])}`,
      })),
      ...(own.length === 0 ? [] : [{ name: escapeMarkdown(shortLine(named, 110)), value: ballotWords.own }]),
    ],
    ...(pages > 1 ? { footer: { text: `Pitches, page ${Math.min(draft.page, pages)} of ${pages}` } } : {}),
  };
}

function chanceText(said: string | undefined): string {
  return said === undefined ? "No chance yet" : `**${escapeMarkdown(shortLine(said, 40))}%**`;
}

/** All that is said so far, wherever it stands. */
function summary({ fund, chances, speedup, reason }: BallotDraft): readonly string[] {
  const said = [
    ...(fund === null ? [] : [fund === "none" ? "You fund none." : `You fund ${fund}.`]),
    ...Object.entries(chances)
      .toSorted(([one], [other]) => one.localeCompare(other))
      .map(([letter, text]) => `${letter} ${escapeMarkdown(shortLine(text, 12))}%`),
    ...(speedup === null ? [] : [`expecting ${escapeMarkdown(shortLine(speedup, 20))}x`]),
  ];
  const line = said.length === 0 ? [] : [`So far: ${said.join(" · ")}`];
  return [...line, ...(reason === null ? [] : [`Why: ${escapeMarkdown(shortLine(reason, 300))}`])];
}

/** Where there are more than a list takes, those of this page and the chosen one stay in it. */
function fundList(
  facts: BallotFacts,
  { round, fund }: BallotDraft,
  shown: readonly PitchRow[],
): APIStringSelectComponent {
  const all = others(facts);
  const isNear = (pitch: PitchRow) => shown.includes(pitch) || pitch.letter === fund;
  const [near, far] = [all.filter(isNear), all.filter((pitch) => !isNear(pitch))];
  const room = listLimits.mostChoices - 1;
  const offered = [...near, ...far].slice(0, room);
  const options = [
    ...all
      .filter((pitch) => offered.includes(pitch))
      .map(({ letter, content }) => ({
        value: letter,
        label: shortLine(`${letter}: ${content.title}`, formLimits.choiceLabel),
      })),
    { value: "none", label: ballotWords.none },
  ];
  return {
    type: ComponentType.StringSelect,
    custom_id: writeBallotId({ round, tap: { kind: "fund", fund: "none" } }),
    placeholder: ballotWords.fund,
    options: options.map((option) => (option.value === fund ? { ...option, default: true } : option)),
  };
}

/** The chosen one is green. */
function chips({ letter }: PitchRow, { round, chances }: BallotDraft): readonly APIButtonComponent[] {
  return chipPercents.map((percent) => {
    const isChosen = chances[letter] === `${percent}`;
    const style = isChosen ? ButtonStyle.Success : ButtonStyle.Secondary;
    return button(round, { kind: "chip", letter, percent }, `${letter} ${percent}%`, style);
  });
}

function ballotButtons(facts: BallotFacts, { round, page }: BallotDraft): readonly APIButtonComponent[] {
  const pages = pagesOf(facts);
  const at = Math.min(page, pages);
  const stands = facts.ballot !== null;
  const back = button(round, { kind: "page", page: at > 1 ? at - 1 : pages }, "◀");
  const on = button(round, { kind: "page", page: at < pages ? at + 1 : 1 }, "▶");
  // A row takes five: where a ballot stands, one arrow leads all around. Of two pages both would lead to the other.
  const turning = pages === 1 ? [] : stands || pages === 2 ? [on] : [back, on];
  return [
    button(round, { kind: "numbers", page: at }, "Other number…"),
    button(round, { kind: "reason" }, "Reason…"),
    ...turning,
    button(round, { kind: "vote" }, "Vote", ButtonStyle.Primary),
    ...(stands ? [button(round, { kind: "ask-back" }, "Take back", ButtonStyle.Danger)] : []),
  ];
}

/** Asks once more before the ballot is gone. */
function backButtons({ round }: BallotDraft): readonly APIButtonComponent[] {
  return [
    button(round, { kind: "take-back" }, "Take it back", ButtonStyle.Danger),
    button(round, { kind: "keep" }, "Keep it"),
  ];
}

function button(
  round: number,
  tap: BallotTap,
  label: string,
  style: Exclude<ButtonStyle, ButtonStyle.Link | ButtonStyle.Premium> = ButtonStyle.Secondary,
): APIButtonComponent {
  return { type: ComponentType.Button, style, label, custom_id: writeBallotId({ round, tap }) };
}

function row(...components: readonly APIComponentInMessageActionRow[]): Row {
  return { type: ComponentType.ActionRow, components: [...components] };
}
