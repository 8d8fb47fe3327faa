import { withPicture } from "../../../src/bot/discord/messages/picture.ts";
import type { RenderedCard } from "../../../src/bot/discord/messages/render-card.ts";
import { verdictPicture } from "../../../src/bot/pictures/verdict-picture.ts";
import { sampleView } from "../../cards/round-view-builder.ts";
import { faster } from "../../cards/sample-verdicts.ts";
import { sampleMessages } from "../../discord/messages/sample-messages.ts";
import { paintPages } from "../pictures/paint-pages.ts";
import { pageHtml } from "./page-html.ts";

const chartName = "round-3-A.png";

/** `npm run bench -- discord-pictures [NAME …] [--out FOLDER] [--chromium PATH]`: messages as Discord shows them, as PNG. */
export function benchDiscordPictures(argv: readonly string[]): Promise<void> {
  const ran = { machine: "NVIDIA B200", sandbox: "container", versions: {}, baseline: "", candidate: null };
  const chart = verdictPicture(sampleView().season, "A, TMA Store Epilogue", { verdict: faster, ran });
  const pictures = new Map(chart === null ? [] : [[chartName, chart.bytes]]);
  const pages = Object.entries(sampleMessages).map(([name, card]) => {
    const shown = name === "verdict-faster" ? withChart(card) : card;
    return [name, (width: number) => pageHtml({ ...shown, pictures }, width)] as const;
  });
  return paintPages(argv, "discord-pictures", Object.fromEntries(pages));
}

function withChart({ messages: [first, ...others], files }: RenderedCard): RenderedCard {
  return { messages: [withPicture(first, chartName), ...others], files };
}
