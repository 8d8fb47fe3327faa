import type { Side } from "../../rounds/report.ts";
import type { Bundle } from "../protocol.ts";
import type { RunnerSettings } from "../runner-settings.ts";
import { stricterTier } from "../sandbox-tiers.ts";

/** Whether anything of a side is built before it is loaded; what a kernel compiles in its first call needs its GPU. */
export function isBuilt({ lang, build }: Bundle["problem"]): boolean {
  return lang === "cu" || (lang === "py" && build !== undefined);
}

/** The same run for a builder: no GPU, nothing but the build of these sides. */
export function buildBundle(bundle: Bundle, sides: readonly Side[], { sandbox }: RunnerSettings): Bundle {
  const asked = bundle.sandbox?.required;
  const required = asked === undefined || sandbox === undefined ? (asked ?? sandbox) : stricterTier(asked, sandbox);
  const architecture = bundle.device?.architecture;
  return {
    ...bundle,
    buildOnly: [...sides],
    device: { kind: "cpu", patienceMs: 0, ...(architecture !== undefined && { architecture }) },
    ...(required !== undefined && { sandbox: { required } }),
  };
}
