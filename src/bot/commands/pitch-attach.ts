import { z } from "zod";
import { attachResult } from "../../rounds/play/pitches/attach-result.ts";
import { noticeCard } from "../cards/notice-card.ts";
import { defineCommand } from "../command.ts";
import { textOption } from "../grammar/option.ts";
import { pitchName, prose } from "../grammar/values.ts";

const link = textOption({ about: "Where it stands.", looks: "a link that begins with https://" }, (text) => {
  const url = URL.parse(text.trim());
  return url?.protocol === "https:" && url.href.length <= 500 ? url.href : null;
});

export const pitchAttach = defineCommand({
  name: "pitch",
  word: "attach",
  role: "contestant",
  description: "Pin a result from elsewhere to a pitch. It is shown as not ours, and scores nothing.",
  options: z.strictObject({
    pitch: pitchName({ about: "Which one.", word: 0 }),
    text: prose({ about: "What it says.", word: 1, most: 300 }),
    link,
  }),
  examples: [
    '/pitch attach B "1.31x on a B200" link=https://example.org/runs/7',
    '/pitch attach 1A "2x on a MI300" link=https://example.org',
  ],
  async handle({ pitch, text, link: url }, { game, season, caller }) {
    const { letter, content } = await attachResult(game, { season, by: caller.name, pitch, text, link: url });
    return {
      card: noticeCard(`Pinned to ${letter}, ${content.title}`, "It is shown as not ours, and scores nothing."),
      facts: { pitch: letter, title: content.title, text, link: url },
    };
  },
});
