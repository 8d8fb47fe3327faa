import { z } from "zod";
import { attachResult } from "../../rounds/play/attach-result.ts";
import { noticeCard } from "../cards/notice-card.ts";
import { defineCommand } from "../command.ts";
import { textOption } from "../grammar/option.ts";
import { pitchLetter, prose, roundNumber } from "../grammar/values.ts";

const link = textOption({ about: "Where it stands.", looks: "a link that begins with https://" }, (text) => {
  const url = URL.parse(text.trim());
  return url?.protocol === "https:" && url.href.length <= 500 ? url.href : null;
});

export const pitchAttach = defineCommand({
  name: "pitch",
  word: "attach",
  description: "Pin a result from elsewhere to a pitch. It is shown as not ours, and scores nothing.",
  options: z.strictObject({
    pitch: pitchLetter({ about: "Which one.", word: 0 }),
    text: prose({ about: "What it says.", word: 1, most: 300 }),
    link,
    round: roundNumber({ about: "Its round; left out, the last one." }).optional(),
  }),
  examples: ['/pitch attach B "1.31x on a B200" link=https://example.org/runs/7'],
  async handle({ pitch: letter, text, link: url, round }, { game, season, caller }) {
    const attached = await attachResult(game, { season, by: caller.name, letter, text, link: url, round });
    return {
      card: noticeCard(
        `Pinned to pitch ${letter} of round ${attached.round}`,
        "It is shown as not ours, and scores nothing.",
      ),
      facts: { round: attached.round, pitch: letter, text, link: url },
    };
  },
});
