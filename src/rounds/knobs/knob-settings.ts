import { UserError } from "../user-error.ts";
import type { KnobSettings } from "./knobs.ts";

/** A knob and the values to try; more than one is a sweep: `num_ab_stage=2|3|4`. */
export type KnobSetting = { readonly name: string; readonly values: readonly string[] };

/** A sweep runs once for each combination, and the runner is shared. */
const largestSweep = 16;

/** Reads settings as people write them: `num_ab_stage=3 mma_tiler_n=64|128`, with blanks or commas between. */
export function parseKnobSettings(text: string): readonly KnobSetting[] {
  const joined = text.replace(/(?<!\s)\s*([=|])\s*/g, "$1");
  const parts = joined.split(/[\s,]+/).filter((part) => part !== "");
  const settings = parts.map((part, index) => readSetting(part) ?? refuseSetting(parts, index));
  if (settings.length === 0) {
    throw new UserError("no-setting", "There is no knob setting here.", "Write one as num_ab_stage=3.");
  }
  const names = settings.map((setting) => setting.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return settings;
  throw new UserError(
    "setting-twice",
    `The knob ${twice.slice(0, 60)} is set twice.`,
    `For a sweep write ${twice.slice(0, 60)}=2|3.`,
    {
      about: [twice],
    },
  );
}

/** Every combination of a sweep, the last knob turning fastest; settings without a sweep give one. */
export function expandSweep(settings: readonly KnobSetting[]): readonly KnobSettings[] {
  const count = settings.reduce((product, { values }) => product * values.length, 1);
  if (count > largestSweep) {
    const message = `This sweep has ${count} combinations; ${largestSweep} are the most.`;
    const about = settings.filter(({ values }) => values.length > 1).map(({ name }) => name);
    throw new UserError("sweep-too-large", message, "Sweep fewer values, or one knob at a time.", { about });
  }
  return settings.reduce<readonly KnobSettings[]>(
    (combined, { name, values }) => combined.flatMap((each) => values.map((value) => ({ ...each, [name]: value }))),
    [{}],
  );
}

function readSetting(part: string): KnobSetting | null {
  const [, name, list] = /^([A-Za-z_]\w*)=([\w.|-]+)$/.exec(part) ?? [];
  const values = list?.split("|") ?? [];
  if (name === undefined || values.length === 0 || values.includes("")) return null;
  return { name, values: [...new Set(values)] };
}

/** A value with a blank in it (`num_ab_stage=2 3`) is the fault of the knob before it. */
function refuseSetting(parts: readonly string[], index: number): never {
  const named = parts.slice(0, index + 1).flatMap((part) => /^([A-Za-z_]\w*)=/.exec(part)?.[1] ?? []);
  throw new UserError(
    "setting",
    `"${(parts[index] ?? "").slice(0, 60)}" is no knob setting.`,
    "Write num_ab_stage=3, or a sweep num_ab_stage=2|3|4.",
    { about: named.slice(-1) },
  );
}
