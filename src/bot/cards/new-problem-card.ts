import { basename } from "node:path";
import type { Card } from "./card.ts";

/** A runner that the commands name; null: where runs go usually will do. */
export interface NamedRunner {
  readonly name: string;
  /** A sentence for whoever has to choose it or set it up first. */
  readonly how: string;
}

/** A problem that was just written, and the way to its first verdict. */
export function newProblemCard(written: {
  readonly folder: string;
  readonly files: readonly string[];
  /** How its author named it, which every command understands. */
  readonly said: string;
  readonly lang: string;
  readonly candidate: string;
  readonly runner: NamedRunner | null;
}): Card {
  const { folder, files, said, lang, candidate, runner } = written;
  const on = runner === null ? "" : ` --runner ${runner.name}`;
  const season = basename(said)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  const commands = [
    `npm run tank -- problem check ${said}${on}`,
    `npm run measure -- --problem ${said} --candidate ${candidate}${on}`,
    `npm run tank -- init --problem ${said} --name ${season}${on} --yes`,
  ];
  const needs =
    lang === "py" ? " It needs a runner with torch: one with a GPU, or one with `device: cpu` (docs/runners.md)." : "";
  const where = runner === null ? needs : `${needs} ${runner.how}`;
  return {
    title: `${folder} is written`,
    lead: `It plays as it is.${where} docs/problems.md explains every key.`,
    mood: "good",
    sections: [
      { kind: "list", heading: "Files", items: files.map((text) => ({ text })) },
      { kind: "code", heading: "To a verdict, and to a season", text: commands.join("\n") },
    ],
  };
}
