import { Prediction } from "../../rounds/pitch.ts";
import { type OptionFacts, textOption } from "./option.ts";

/** The kinds of values that commands share. Each gets what was typed, with its dashes and quotes made plain. */

type Facts = Omit<OptionFacts, "looks"> & { readonly looks?: string };

const decimal = /^\d{1,6}(?:\.\d{1,6})?$|^\.\d{1,6}$/;

function readNumber(text: string): number | null {
  return decimal.test(text.trim()) ? Number(text) : null;
}

/** A letter such as B. */
export function pitchLetter(facts: Facts) {
  return textOption({ looks: "a pitch's letter, A to Z", suggests: "pitch", ...facts }, readLetter);
}

export function readLetter(text: string): string | null {
  return /^[A-Za-z]$/.test(text.trim()) ? text.trim().toUpperCase() : null;
}

/** A letter, or "none". */
export function pitchOrNone(facts: Facts) {
  const looks = "a pitch's letter, or none";
  return textOption({ looks, suggests: "pitch-or-none", ...facts }, (text) =>
    text.trim().toLowerCase() === "none" ? "none" : readLetter(text),
  );
}

/** `A,C`, or "none". */
export function pitchLetters(facts: Facts) {
  const looks = "pitches' letters such as A,C, or none";
  return textOption({ looks, suggests: "pitch-or-none", ...facts }, (text): readonly string[] | null => {
    if (text.trim().toLowerCase() === "none") return [];
    const letters = text.split(/[\s,+]+/).filter((part) => part !== "");
    const read = letters.flatMap((part) => readLetter(part) ?? []);
    return read.length > 0 && read.length === letters.length ? [...new Set(read)] : null;
  });
}

/** A round's number. */
export function roundNumber(facts: Facts) {
  return textOption({ looks: "a round's number: 3", ...facts }, (text) => {
    const number = readNumber(text.replace(/^#/, ""));
    return number !== null && Number.isInteger(number) && number > 0 ? number : null;
  });
}

/** `90m`, `4h` or `2d`. */
export function duration(facts: Facts) {
  return textOption({ looks: "a time such as 90m, 4h or 2d", ...facts }, readTime);
}

function readTime(text: string): string | null {
  const time = text.replace(/\s/g, "").toLowerCase();
  return /^\d{1,4}(\.\d)?[mhd]$/.test(time) && Number.parseFloat(time) > 0 ? time : null;
}

/** `yes` or `no`. */
export function yesNo(facts: Facts) {
  return textOption({ looks: "yes or no", suggests: ["yes", "no"], ...facts }, (text) => {
    const said = text.trim().toLowerCase();
    return said === "yes" ? true : said === "no" ? false : null;
  });
}

export function percent(facts: Facts) {
  return textOption({ looks: "a chance in percent, from 0 to 100: 70", ...facts }, readPercent);
}

/** `70` or `70%`. */
export function readPercent(text: string): number | null {
  const number = readNumber(text.replace(/\s*%$/, ""));
  return number !== null && number <= 100 ? number : null;
}

export function speedup(facts: Facts) {
  return textOption({ looks: "a speedup above 0: 1.5", ...facts }, readSpeedup);
}

/** `1.5` or `1.5x`. */
function readSpeedup(text: string): number | null {
  const number = readNumber(text.replace(/\s*[x×]$/i, ""));
  return number !== null && number > 0 && number <= 1000 ? number : null;
}

/** A speedup that counts as success: at least 1. */
export function bar(facts: Facts) {
  return textOption({ looks: "a speedup from 1 to 1000: 1.4", ...facts }, (text) => {
    const speedup = readSpeedup(text);
    return speedup !== null && speedup >= 1 ? speedup : null;
  });
}

/** `1.5`, or `1.5-2`. */
export function prediction(facts: Facts) {
  return textOption({ looks: "a speedup such as 1.5, or a range such as 1.5-2", ...facts }, (text) => {
    const [low = "", high = low, ...more] = text.split(/\s*(?:-|\.\.+|…|\bto\b)\s*/);
    const range = { low: readSpeedup(low), high: readSpeedup(high) };
    const parsed = Prediction.safeParse(range);
    return more.length === 0 && parsed.success ? parsed.data : null;
  });
}

/** A number that things are counted with: 1, 2, 3 … */
export function counted(facts: Facts & { readonly looks: string }) {
  return textOption(facts, (text) => (/^[1-9]\d{0,5}$/.test(text.trim()) ? Number(text) : null));
}

/** Text of its own words, for people to read. */
export function prose(facts: Facts & { readonly most?: number }) {
  const { most = 2000, ...told } = facts;
  const looks = `text in double quotes, up to ${most} characters`;
  return textOption({ looks, isProse: true, ...told }, (text) => {
    const said = text.trim();
    return said === "" || said.length > most ? null : said;
  });
}

/** One of a list, in any letter case. */
export function oneOf<const Choice extends string>(choices: readonly Choice[], facts: Facts) {
  return textOption({ looks: choices.join(", "), suggests: choices, ...facts }, (text) => {
    return choices.find((choice) => choice === text.trim().toLowerCase()) ?? null;
  });
}
