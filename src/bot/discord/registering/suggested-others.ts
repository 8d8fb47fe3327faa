import { sayAllowed } from "../../../rounds/knobs/knob-values.ts";
import { latestStanding } from "../../../rounds/memory/find-round.ts";
import type { OtherOptions } from "../../command.ts";
import type { Tank } from "../../commands/run-command.ts";
import { seasonKnobs } from "../../commands/season-knobs.ts";
import { isOwn } from "../../forms/ballot.ts";
import { freeKnobs } from "../../forms/knob-texts.ts";
import { fitting, type Suggestion } from "./suggestion.ts";

/** The text that is typed so far, with its last word finished: `num_ab_stage=3 ep` is `num_ab_stage=3 epilogue=`. */
export async function suggestedOthers(
  { game, season }: Pick<Tank, "game" | "season">,
  { kind }: OtherOptions,
  text: string,
  by: string,
): Promise<readonly Suggestion[]> {
  const word = /[^\s,]*$/.exec(text)?.[0] ?? "";
  const before = text.slice(0, text.length - word.length);
  const { db } = game.database;
  const names =
    kind === "knob"
      ? freeKnobs(await seasonKnobs(db, season)).map(({ name, value, allowed }) => ({
          name,
          told: `now ${value}; ${sayAllowed(allowed)}`,
        }))
      : ((await latestStanding(db, season))?.pitches ?? [])
          .filter((pitch) => !isOwn(pitch, by))
          .map(({ letter, content }) => ({ name: letter, told: content.title }));
  const said = [...before.matchAll(/([^\s,=]+)=/g)].map(([, name]) => name);
  const left = names.filter(
    ({ name }) => !said.includes(name) && name.toLowerCase().startsWith(word.toLowerCase().replace(/=.*/s, "")),
  );
  return fitting(
    left.map(({ name, told }) => {
      const value = word.includes("=") ? text : `${before}${name}=`;
      return { value, name: `${value} (${told})` };
    }),
  );
}
