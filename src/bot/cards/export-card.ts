import type { Card } from "./card.ts";

/** What an export holds, and what was not ready for it. */
export function exportCard(
  season: string,
  round: number | null,
  { complete, hasCode = true }: { readonly complete: boolean; readonly hasCode?: boolean },
): Card {
  const what = round === null ? `Season ${season}` : `Round ${round} of season ${season}`;
  const lead =
    round === null && !hasCode
      ? "Pages to read, and season.json for programs. Without code it can't be imported again."
      : round === null
        ? "Pages to read, and season.json, which `npm run tank -- import` reads back in."
        : "Pages to read, and the same as JSON. Only a whole season can be imported again.";
  const open =
    "A round is open or a run has not ended: secret ballots and unfinished runs are not in it. Export again when it is over.";
  const without = "The season's rules keep code out of sight: files are named, with their hashes, and nothing more.";
  return {
    title: `${what}, written down`,
    lead,
    mood: "neutral",
    sections: [
      ...(complete ? [] : [{ kind: "text", heading: "Not complete", text: open } as const]),
      ...(hasCode ? [] : [{ kind: "text", heading: "Without code", text: without } as const]),
    ],
  };
}
