import fc from "fast-check";
import type { Action } from "../../src/bot/cards/action.ts";
import type { Card, Section } from "../../src/bot/cards/card.ts";

/** What somebody would type to ping, to link, to break out of code, or to have a message refused. */
const attacks = [
  "<!channel> <!here> <!everyone> @here @channel",
  "<@U012AB3CD> <#C012AB3CD> <!subteam^S012AB3CD> @U012AB3CD",
  "<https://evil.example|click me> https://evil.example",
  "``` ` *bold* _italic_ ~gone~ > quote :tada: &lt;!channel&gt; &amp;",
  "\u202eright to left\u202c \u0000\u0007\u001b[31m red \u200f\u2066",
  "\ud800 lone \udfff halves \ud83e",
  "🦈".repeat(400),
  "שלום עולם مرحبا",
  "e\u0301\u0323".repeat(300),
  "@everyone <@123456789012345678> <t:1:R> [a](https://evil.example) ||s|| __u__\n# h\n-# s\n- x\n> q\n```js",
  "&<>".repeat(900),
  "x".repeat(5_000),
  "a line of words\n".repeat(200),
  "\n\n \t\n",
  "",
];

const half = fc.integer({ min: 0xd800, max: 0xdfff }).map((code) => String.fromCharCode(code));
const anyText = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: "grapheme", maxLength: 60 }) },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 200 }) },
  { weight: 2, arbitrary: fc.constantFrom(...attacks) },
  {
    weight: 1,
    arbitrary: fc.array(fc.oneof(half, fc.string({ maxLength: 4 })), { maxLength: 20 }).map((all) => all.join("")),
  },
  {
    weight: 1,
    arbitrary: fc
      .string({ maxLength: 3 })
      .chain((word) => fc.integer({ min: 1, max: 2_000 }).map((n) => `${word} `.repeat(n))),
  },
);
const fewTexts = (maxLength: number) => fc.array(anyText, { maxLength });

const anyTable = fc
  .tuple(fewTexts(24), fc.array(fewTexts(24), { maxLength: 8 }), fc.constantFrom(1, 1, 1, 9))
  .map(([names, rows, times]): Section => {
    const columns = names.map((name, index) => ({ name, align: index % 2 === 0 ? "left" : "right" }) as const);
    return { kind: "table", columns, rows: Array.from({ length: times }, () => rows).flat() };
  });
/** The tables of the game: a few words and numbers in each cell. */
const plainTable = fc
  .tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 0, max: 130 }), fc.integer({ min: 1, max: 30 }))
  .map(([width, height, length]): Section => {
    const columns = Array.from({ length: width }, (_, index) => ({ name: `column ${index}`, align: "right" }) as const);
    const rows = Array.from({ length: height }, (_, row) =>
      columns.map((_, index) => `${row}/${index}`.repeat(length)),
    );
    return { kind: "table", columns, rows };
  });
const anyMoment = fc
  .tuple(anyText, fc.date({ noInvalidDate: false }), anyText)
  .map(([what, at, text]): Section => ({ kind: "moment", what, at, text }));

const anySection: fc.Arbitrary<Section> = fc
  .tuple(
    fc.option(anyText, { nil: undefined }),
    fc.oneof(
      anyText.map((text): Section => ({ kind: "text", text })),
      anyText.map((text): Section => ({ kind: "code", text })),
      fc
        .array(fc.record({ text: anyText, details: fewTexts(3) }), { maxLength: 8 })
        .map((items): Section => ({ kind: "list", items })),
      fc
        .array(fc.record({ name: anyText, value: anyText }), { maxLength: 8 })
        .map((facts): Section => ({ kind: "facts", facts })),
      anyTable,
      plainTable,
      anyMoment,
    ),
  )
  .map(([heading, section]) => (heading === undefined ? section : { ...section, heading }));

export const anyAction: fc.Arbitrary<Action> = fc.oneof(
  fc.constantFrom("pitch", "vote", "rules").map((kind): Action => ({ kind })),
  fc
    .tuple(fc.constantFrom("ask", "proof", "code"), fc.nat(), fc.oneof(fc.constantFrom("A", "B", "AA"), anyText))
    .map(([kind, round, pitch]): Action => ({ kind, round, pitch })),
  fc.nat().map((question): Action => ({ kind: "answer", question })),
);

/** Any card whatsoever; nothing of ours is so long, so wide or so hostile. */
export const anyCard: fc.Arbitrary<Card> = fc.record(
  {
    title: anyText,
    subtitle: anyText,
    lead: anyText,
    mood: fc.constantFrom("neutral", "good", "bad"),
    sections: fc.array(anySection, { maxLength: 10 }),
    unfolds: fc.array(anySection, { maxLength: 10 }),
    footer: anyText,
    banner: fc.boolean(),
    actions: fc.array(anyAction, { maxLength: 60 }),
  },
  { requiredKeys: ["title", "mood", "sections"] },
);
