import type { Bundle } from "../protocol.ts";
import { runLimitMs } from "../run-limit.ts";

/** What a launcher's words may hold in braces. Nothing that a player wrote is among it. */
const known = ["run", "minutes"] as const;
type Placeholder = (typeof known)[number];
export type PlaceholderValues = Readonly<Record<Placeholder, string>>;

/** A name in single braces; JSON, `${…}` of a shell and `{{…}}` of docker stay what they are. */
const placeholder = /(?<![${])\{([a-z]+)\}(?!\})/g;

export function hasPlaceholder(words: readonly string[]): boolean {
  return words.some((word) => word.search(placeholder) >= 0);
}

/** The first name in braces that is none of ours. */
export function unknownPlaceholder(word: string): string | null {
  const names = [...word.matchAll(placeholder)].map(([, name = ""]) => name);
  return names.find((name) => !isKnown(name)) ?? null;
}

/** For a message: all that there are. */
export const placeholderNames = known.map((name) => `{${name}}`).join(" and ");

export function fillPlaceholders(words: readonly string[], values: PlaceholderValues): readonly string[] {
  return words.map((word) => word.replace(placeholder, (text, name: string) => (isKnown(name) ? values[name] : text)));
}

/**
 * `run`: the run and its attempt, as `17-2`; `minutes`: the whole run's limit, rounded up.
 * @throws RangeError for a run id of anything but letters, digits and dashes, which ours are made of.
 */
export function placeholderValues(bundle: Bundle, attempt: number = bundle.attempt): PlaceholderValues {
  if (!/^[A-Za-z0-9-]{1,64}$/.test(bundle.runId)) throw new RangeError("a run id that no launcher may be given");
  return { run: `${bundle.runId}-${attempt}`, minutes: String(Math.ceil(runLimitMs(bundle) / 60_000)) };
}

function isKnown(name: string): name is Placeholder {
  return known.some((each) => each === name);
}
