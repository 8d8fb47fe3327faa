/** Two contestants, three sharks, from open to scoreboard. What becomes of both pitches doesn't depend on timing. */
export const session: readonly (readonly [by: string, text: string])[] = [
  ["hanna", '/tank open title="The I-Told-You-So"'],
  [
    "tina",
    '/pitch "Tile Size Tuning" approach=tile-size speedup=2-3 mma_tiler_m=64 mma_tiler_n=64 reason="M is 3 to 24 here."',
  ],
  ["wim", "/pitch “The Wild Card” approach=wild-card speedup=1.5 --file kernel.ts"],
  ["sam", "/vote A p=70"],
  ["sam", "/tank close"],
  ["hanna", "/tank close"],
  ["sam", '/vote A p=100 B=40 reason="You should have listened to her."'],
  ["sue", "/vote a P=80%"],
  ["tom", "/vote none A=10, B=20"],
  ["tina", "/vote A p=100"],
  ["sue", "/vote A p=150"],
  ["tom", "/tank status"],
  ["hanna", "/tank close voting"],
  ["tom", "/vote B p=1"],
  ["tom", "/tank scoreboard"],
];
