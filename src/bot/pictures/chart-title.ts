import { ink } from "./picture.ts";

/** What a picture is about, in large letters; a long title is cut off rather than drawn over the edge. */
export function chartTitle(text: string, subtext: string) {
  // Widths are guessed from the letters, and bold ones are wider than the guess.
  const cut = { width: 1000, overflow: "truncate" } as const;
  return {
    left: 40,
    top: 28,
    text,
    subtext,
    itemGap: 14,
    textStyle: { ...cut, fontSize: 46, fontWeight: "bold", color: ink.text },
    subtextStyle: { ...cut, fontSize: 29, color: ink.soft },
  } as const;
}
