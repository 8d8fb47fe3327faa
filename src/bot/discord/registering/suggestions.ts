import type { APIApplicationCommandInteractionDataOption } from "discord.js";
import { approachViews } from "../../../rounds/memory/approach-views.ts";
import { latestStanding } from "../../../rounds/memory/find-round.ts";
import { wildCard } from "../../../rounds/season.ts";
import { benchOf } from "../../../rounds/store/bench.ts";
import type { PitchRow } from "../../../rounds/store/pitches.ts";
import { getSeason } from "../../../rounds/store/seasons.ts";
import type { Command } from "../../command.ts";
import { namesOf, openQuestions } from "../../commands/names.ts";
import type { Tank } from "../../commands/run-command.ts";
import { factsOf } from "../../grammar/option.ts";
import { othersOption } from "./command-options.ts";
import { findCommand } from "./read-options.ts";
import { suggestedOthers } from "./suggested-others.ts";
import { fitting, type Suggestion } from "./suggestion.ts";

/** The option that somebody is typing at. */
export interface Focused {
  readonly command: Command;
  readonly option: string;
  readonly typed: string;
}

/** Null where none is focused. */
export function readFocused(
  data: { readonly name: string; readonly options?: APIApplicationCommandInteractionDataOption[] },
  commands: readonly Command[],
): Focused | null {
  const { command, options } = findCommand(data, commands);
  const focused = options.find((option) => "focused" in option && option.focused === true);
  return focused === undefined ? null : { command, option: focused.name, typed: `${focused.value}` };
}

type Desk = Pick<Tank, "game" | "season">;

/** What may stand there, as much of it as Discord shows: what begins with the typed text first. */
export async function suggestions(desk: Desk, focused: Focused, by: string): Promise<readonly Suggestion[]> {
  const { command, option, typed } = focused;
  const { others } = command;
  if (others !== undefined && othersOption(others) === option) return suggestedOthers(desk, others, typed, by);
  const all = await everyValue(desk, command, option, by);
  const wanted = typed.trim().toLowerCase();
  const begins = all.filter(({ value }) => value.toLowerCase().startsWith(wanted));
  const holds = all.filter((each) => !begins.includes(each) && each.name.toLowerCase().includes(wanted));
  return fitting([...begins, ...holds]);
}

async function everyValue(
  desk: Desk,
  { options: { shape } }: Command,
  option: string,
  by: string,
): Promise<readonly Suggestion[]> {
  const { suggests } = Object.hasOwn(shape, option) ? factsOf(shape[option]) : {};
  if (suggests === undefined) return [];
  switch (suggests) {
    case "pitch":
      return pitches(desk);
    case "pitch-or-none":
      return [...(await roundPitches(desk)), { name: "none: fund nothing", value: "none" }];
    case "approach":
      return approaches(desk);
    case "question":
      return questions(desk, by);
    default: {
      const values = typeof suggests === "string" ? await namesOf(desk)(suggests) : suggests;
      return values.map((value) => ({ name: value, value }));
    }
  }
}

async function pitches(desk: Desk): Promise<readonly Suggestion[]> {
  const { db } = desk.game.database;
  const waiting = await benchOf(db, (await getSeason(db, desk.season)).id);
  return [...(await roundPitches(desk)), ...waiting.map((pitch) => named(pitch, `bench:${pitch.letter}`))];
}

async function roundPitches({ game, season }: Desk): Promise<readonly Suggestion[]> {
  const view = await latestStanding(game.database.db, season);
  return (view?.pitches ?? []).map((pitch) => named(pitch, pitch.letter));
}

function named({ content }: PitchRow, value: string): Suggestion {
  return { name: `${value}: ${content.title}`, value };
}

/** The dead ones last, and what killed them. */
async function approaches({ game, season }: Desk): Promise<readonly Suggestion[]> {
  const { db } = game.database;
  const { id, settings } = await getSeason(db, season);
  const views = await approachViews(db, id, settings);
  const shown = views.map(({ key, name, status, fate, taughtBy, idea }) => {
    const since = taughtBy === null ? "" : ` in ${taughtBy}`;
    const told = status === "eliminated" ? `eliminated${since}: ${fate ?? "nobody wrote down why"}` : idea;
    return { isDead: status === "eliminated", value: key, name: told === null ? name : `${name}, ${told}` };
  });
  const wild = views.some(({ key }) => key === wildCard) ? [] : [{ name: "Wild card: none of these", value: wildCard }];
  const plain = ({ name, value }: Suggestion) => ({ name, value });
  return [
    ...shown.filter(({ isDead }) => !isDead).map(plain),
    ...wild,
    ...shown.filter(({ isDead }) => isDead).map(plain),
  ];
}

/** Those about one's own pitches first, and of each the unanswered. */
async function questions({ game, season }: Desk, by: string): Promise<readonly Suggestion[]> {
  const all = await openQuestions({ db: game.database.db, season });
  const ranked = all.map(({ question, pitch }) => {
    const rank = (pitch.content.authors.includes(by) ? 0 : 2) + (question.answer === null ? 0 : 1);
    const { number, asker, text } = question;
    return { rank, value: `Q${number}`, name: `Q${number} on ${pitch.letter}, ${asker}: ${text}` };
  });
  return ranked.toSorted((one, other) => one.rank - other.rank).map(({ name, value }) => ({ name, value }));
}
