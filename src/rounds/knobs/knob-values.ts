/** What a knob may be: a range of numbers, one of a list, or nothing but what it is, with the reason. */
export type AllowedValues =
  | { readonly kind: "range"; readonly min: number; readonly max: number }
  | { readonly kind: "list"; readonly values: readonly string[] }
  | {
      readonly kind: "locked";
      readonly why: string;
      /** How the kernel's comment says it, where a season locked it: CANNOT CHANGE. */
      readonly says?: string | null;
      /** The round that taught it, in words. */
      readonly taughtBy?: string | null;
    };

const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;
const word = /^-?[\w.]+$/;

/** Reads `1..4`, `64|128|256` or `locked, why`; null for anything else. */
export function readAllowed(rule: string): AllowedValues | null {
  const locked = /^locked\s*[,:]\s*(?<why>\S.*)$/.exec(rule)?.groups?.why;
  if (locked !== undefined) return { kind: "locked", why: locked };
  const [, low, high] = /^(-?[\d.]+?)\s*\.\.\s*(-?[\d.]+)$/.exec(rule) ?? [];
  if (low !== undefined && high !== undefined) {
    if (!number.test(low) || !number.test(high) || Number(low) > Number(high)) return null;
    return { kind: "range", min: Number(low), max: Number(high) };
  }
  const values = rule.split("|").map((value) => value.trim().replace(/^(["'])(.*)\1$/, "$2"));
  const plain = values.every((value) => word.test(value)) && new Set(values).size === values.length;
  return plain ? { kind: "list", values } : null;
}

/** The value as it may be written into the source, or null: nothing that is not allowed ever reaches it. */
export function allowsValue(allowed: AllowedValues, value: string): string | null {
  const asked = value.trim();
  if (allowed.kind === "locked") return null;
  if (allowed.kind === "list") {
    return allowed.values.find((each) => each === asked || (number.test(each) && sameNumber(each, asked))) ?? null;
  }
  const { min, max } = allowed;
  if (!number.test(asked) || Number(asked) < min || Number(asked) > max) return null;
  // Between whole ends only whole numbers are meant: half a stage does not exist.
  const whole = Number.isInteger(min) && Number.isInteger(max);
  return whole && !/^-?\d+$/.test(asked) ? null : asked;
}

/** `1 to 4`, `64, 128 or 256`. */
export function sayAllowed(allowed: AllowedValues): string {
  if (allowed.kind === "range") return `${allowed.min} to ${allowed.max}`;
  if (allowed.kind === "locked") return "locked";
  const last = allowed.values.at(-1) ?? "";
  return allowed.values.length > 1 ? `${allowed.values.slice(0, -1).join(", ")} or ${last}` : last;
}

function sameNumber(known: string, asked: string): boolean {
  return number.test(asked) && Number(known) === Number(asked);
}
