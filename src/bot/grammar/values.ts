import { Prediction } from "../../rounds/pitch.ts";
import { pitchRefText, readPitchRef } from "../../rounds/pitching/pitch-ref.ts";
import type { GitPath } from "../command.ts";
import { parseName } from "./chat-line.ts";
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

/** On the bench AA comes after Z. */
function readBenchLetter(text: string): string | null {
  return /^[A-Za-z]{1,2}$/.test(text) ? text.toUpperCase() : null;
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

/** A pitch by its letter, on the bench or of an earlier round: `B`, `bench:A`, `1A`. */
export function pitchName(facts: Facts) {
  const looks = "a pitch's letter, A to Z; bench:A for the bench's, 1A for round 1's";
  return textOption({ looks, suggests: "pitch", ...facts }, (text) => {
    const ref = readPitchRef(text);
    return ref === null ? null : pitchRefText(ref);
  });
}

/** Several of them: `A,1C`. "none" is none. */
export function pitchNames(facts: Facts) {
  const looks = "letters such as A,C; 1A for round 1's A; or none";
  return textOption({ looks, ...facts }, (text) => {
    const refs = listed(text).map(readPitchRef);
    return refs.every((ref) => ref !== null) ? refs.map(pitchRefText) : null;
  });
}

/** Pitches of the bench: `A,C`, or "all". */
export function benchLetters(facts: Facts) {
  const looks = "letters of the bench such as A,C,AB; or all";
  return textOption({ looks, suggests: ["all"], isOpen: true, ...facts }, (text): readonly string[] | "all" | null => {
    if (text.trim().toLowerCase() === "all") return "all";
    const letters = listed(text).map((part) => readBenchLetter(part.replace(/^bench:/i, "")));
    return letters.length > 0 && letters.every((letter) => letter !== null) ? letters : null;
  });
}

/** `@bob, @eve`. "none" is nobody. */
export function people(facts: Facts) {
  return textOption({ looks: "names such as @bob,@eve; or none", ...facts }, (text) => listed(text).map(parseName));
}

/** One person, with or without an @. */
export function person(facts: Facts) {
  return textOption({ looks: "a name such as @eve", ...facts }, parseName);
}

function listed(text: string): readonly string[] {
  const parts = text.split(/[\s,]+/).filter((part) => part !== "");
  return parts.length === 1 && parts[0]?.toLowerCase() === "none" ? [] : parts;
}

/** `kernels@1a2b3c4:gemm/kernel.cu`. Nothing in it can be read as an option or lead out of the repository. */
export function gitPath(facts: Facts) {
  const looks = "NAME@SHA:PATH with 7 to 40 digits of the commit, such as kernels@1a2b3c4:gemm/kernel.cu";
  return textOption({ looks, ...facts }, (text): GitPath | null => {
    const found = /^(?<remote>[a-z0-9][a-z0-9-]{0,99})@(?<sha>[0-9a-f]{7,40}):(?<path>[^\0\\]{1,300})$/i.exec(
      text.trim(),
    );
    const { remote = "", sha = "", path = "" } = found?.groups ?? {};
    const parts = path.replace(/\/+$/, "").split("/");
    const isPlain = path === "." || parts.every((part) => part !== "" && part !== "." && part !== "..");
    const isOption = path.startsWith("-") || /[\p{Cc}]/u.test(path);
    if (found === null || !isPlain || isOption) return null;
    return { remote: remote.toLowerCase(), sha: sha.toLowerCase(), path };
  });
}
