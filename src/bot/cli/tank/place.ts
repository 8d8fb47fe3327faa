import { resolve } from "node:path";
import type { Config } from "../../config.ts";
import type { TankPlace } from "../../open-tank.ts";

/** The options by which every tank command says where the data is. */
export const placeOptions = { data: { type: "string" } } as const;

export function placeOf(config: Config, { data }: { readonly data?: string | undefined }) {
  return {
    databaseUrl: config.databaseUrl,
    plan: config.plan,
    dataFolder: data === undefined ? config.dataFolder : resolve(data),
  };
}

/** The same for commands that play, with the season and what the configuration says of it. */
export function tankPlaceOf(
  config: Config,
  { data, season }: { readonly data?: string | undefined; readonly season?: string | undefined },
): TankPlace {
  const { roles, remotes } = config;
  return { ...placeOf(config, { data }), season: season ?? config.season, roles, remotes };
}
