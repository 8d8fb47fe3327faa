import fc from "fast-check";

/** What bites somewhere: a database, a terminal, a chat, a regular expression, an object's prototype, a shell. */
export const hostileFragments: readonly string[] = [
  ...["\0", "\ud800", "\udc00", "\ud83e", "\ufeff", "\u202e", "\u2066", "\u200b", "\u00a0", "\u0085", "\u2028"],
  ...["\u001b[2J", "\u0007", "\b", "\x7f", "\r", "\r\n", "\n", "\t", " ", "\n\n---\n"],
  ...["__proto__", "constructor", "toString", "hasOwnProperty", "__proto__=1", "constructor=2"],
  ...["-0", "NaN", "Infinity", "-Infinity", "1e308", "1e-320", "9007199254740993", "0x10", "1_000", "٣", "½", "1,5"],
  ...['"', "'", "`", "```", "“", "”", "„", "«", "»", "\\", '\\"', "—", "–", "−", "=", "==", "|", ",", ";", ":"],
  ...["--file ", "--file=/etc/passwd", "--", "-rf", "../", "/", "..\\", "C:\\", "$(id)", "%s", "%00", "{{", "}}"],
  ...["<@U0AAAAAAA>", "<!channel>", "<@123456789012345678>", "@everyone", "<https://e.example|x>", "&lt;", "&amp;amp;"],
  ...["🦈", "👩‍👩‍👧‍👦", "é", "ﬃ", "İ", "ß", "ﷺ", "Z͑ͫ̓", "日本語", "א", "²"],
  ...["# ", "## ", "<!-- ", "-->", "* ", "> ", "[x](y)", "null", "true", "{}", "[]", "0", "//", "/*", "*/", "//knob:"],
];

export const hostileFragment: fc.Arbitrary<string> = fc.constantFrom(...hostileFragments);

const repeated = ["a", " ", "\n", "\t", "-", "=", '"', "\\", "(", "[", "{", "1", ".", ",", "/", "_", "\u200b", "🦈"];

/** One thing over and over: what is quadratic shows. */
export function stretched(most: number): fc.Arbitrary<string> {
  return fc
    .tuple(fc.oneof(fc.constantFrom(...repeated), hostileFragment), fc.integer({ min: 1, max: 17 }))
    .map(([text, power]) => text.repeat(Math.max(1, Math.min(2 ** power, Math.floor(most / text.length)))));
}

/** Text that nobody wrote with good intentions. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: hostileFragment, weight: 6 },
  { arbitrary: fc.string({ unit: "binary", maxLength: 30 }), weight: 2 },
  { arbitrary: fc.array(hostileFragment, { maxLength: 8 }).map((parts) => parts.join("")), weight: 3 },
  { arbitrary: fc.string({ unit: "grapheme", maxLength: 40 }), weight: 2 },
  { arbitrary: stretched(100_000), weight: 1 },
);

/** Numbers as text, of every kind that a reader may stumble over. */
export const oddNumbers: readonly string[] = [
  ...["0", "-0", "-1", "1", "1.5", "1e3", "1e308", "1e309", "-1e309", "5e-324", "0.1", ".5", "5.", "00", "0x1f", "0o7"],
  ...[
    "NaN",
    ".nan",
    ".inf",
    "-.inf",
    "Infinity",
    "9007199254740993",
    "999999999999999999999999",
    "1_000",
    "1,000",
    "٣",
  ],
];
