import { resolve } from "node:path";
import type { Config } from "../../config.ts";

/** The options by which every tank command says where the data is. */
export const placeOptions = { data: { type: "string" } } as const;

export function placeOf(config: Config, { data }: { readonly data?: string | undefined }) {
  return {
    databaseUrl: config.databaseUrl,
    plan: config.plan,
    dataFolder: data === undefined ? config.dataFolder : resolve(data),
  };
}
