import fc from "fast-check";
import { hostileText, stretched } from "./hostile-text.ts";

/** What stands where something else was meant. */
export const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, "", " ", [], {}, [[]], [null], { "": "" }, "null", "[object Object]"),
  fc.constantFrom(0, -0, -1, 1, 0.5, 1e308, -1e308, 5e-324, 1e-300, 2 ** 31, 2 ** 53, -(2 ** 63), 1e21),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  hostileText,
  stretched(20_000),
  fc.integer({ min: 1, max: 300 }).map(nested),
  fc.constantFrom("__proto__", "constructor", "toString").map((key) => JSON.parse(`{"${key}":{"polluted":1}}`)),
  fc.jsonValue({ maxDepth: 2 }),
);

function nested(depth: number): unknown {
  let value: unknown = "deep";
  for (let at = 0; at < depth; at++) value = at % 2 === 0 ? [value] : { a: value };
  return value;
}

/** One change of any value: a walk into it, and what is done there. */
export type Change = {
  readonly walk: readonly number[];
  readonly kind: Kind;
  readonly value: unknown;
  readonly key: string;
};
const kinds = ["replace", "replace", "replace", "remove", "add", "again", "rename"] as const;
type Kind = (typeof kinds)[number];

const change: fc.Arbitrary<Change> = fc.record({
  walk: fc.array(fc.nat(), { minLength: 1, maxLength: 7 }),
  kind: fc.constantFrom(...kinds),
  value: oddValue,
  key: fc.oneof(fc.constantFrom("__proto__", "constructor", "toString", "", "0", "length", "label"), hostileText),
});

export function changes(most: number): fc.Arbitrary<readonly Change[]> {
  return fc.array(change, { maxLength: most });
}

export function withChanges(value: unknown, all: readonly Change[]): unknown {
  return all.reduce<unknown>(changed, value);
}

/** A real value with up to a few changes, each at a place of its own. */
export function mutatedJson(examples: readonly unknown[], most = 4): fc.Arbitrary<unknown> {
  return fc.tuple(fc.constantFrom(...examples), changes(most)).map(([value, all]) => withChanges(value, all));
}

/** Copies only the way to the place. */
function changed(value: unknown, { walk: [step = 0, ...rest], kind, value: odd, key }: Change): unknown {
  if (typeof value !== "object" || value === null) return odd;
  const entries = Object.entries(value);
  const at = step % Math.max(1, entries.length);
  const [, inner] = entries[at] ?? [];
  const goesOn = rest.length > 0 && typeof inner === "object" && inner !== null;
  const next = goesOn
    ? entries.with(at, [`${entries[at]?.[0]}`, changed(inner, { walk: rest, kind, value: odd, key })])
    : edited(entries, at, { kind, value: odd, key });
  return Array.isArray(value) ? next.map(([, each]) => each) : withEntries(next);
}

function edited(
  entries: readonly (readonly [string, unknown])[],
  at: number,
  { kind, value, key }: Pick<Change, "kind" | "value" | "key">,
): readonly (readonly [string, unknown])[] {
  const [name = "", inner] = entries[at] ?? [];
  switch (kind) {
    case "replace":
      return entries.length === 0 ? entries : entries.with(at, [name, value]);
    case "remove":
      return entries.toSpliced(at, 1);
    case "add":
      return [...entries, [key, value]];
    case "again":
      return [...entries, [`${name} again`, inner]];
    case "rename":
      return entries.length === 0 ? entries : entries.with(at, [key, inner]);
  }
}

/** As JSON.parse makes it: `__proto__` is a key like any other. */
function withEntries(entries: readonly (readonly [string, unknown])[]): object {
  const made = {};
  for (const [name, value] of entries) {
    Object.defineProperty(made, name, { value, enumerable: true, configurable: true, writable: true });
  }
  return made;
}
