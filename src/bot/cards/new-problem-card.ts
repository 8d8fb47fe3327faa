import { basename } from "node:path";
import type { Card } from "./card.ts";

/** A problem that was just written, and the way to its first verdict. */
export function newProblemCard(written: {
  readonly folder: string;
  readonly files: readonly string[];
  /** How its author named it, which every command understands. */
  readonly said: string;
  readonly lang: string;
  readonly candidate: string;
}): Card {
  const { folder, files, said, lang, candidate } = written;
  const season = basename(said)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  const commands = [
    `npm run tank -- problem check ${said}`,
    `npm run measure -- --problem ${said} --candidate ${candidate}`,
    `npm run tank -- init --problem ${said} --name ${season} --yes`,
  ];
  const where =
    lang === "py" ? " It needs a runner with torch: one with a GPU, or one with `device: cpu` (docs/runners.md)." : "";
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
