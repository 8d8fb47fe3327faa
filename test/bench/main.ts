import { UserError } from "../../src/rounds/user-error.ts";
import { benchAa } from "./aa-table.ts";
import { benchKills } from "./kills.ts";

const benches: Readonly<
  Record<string, { readonly what: string; readonly run: (argv: readonly string[]) => Promise<void> }>
> = {
  aa: {
    what: "false calls of the embedded baseline against itself, and right calls of a kernel slowed by 5%",
    run: benchAa,
  },
  kills: { what: "the demo killed with SIGKILL at random moments: what is lost, what comes twice", run: benchKills },
};

const usage = `Usage: npm run bench -- NAME [options]

Measures a claim of ours on this machine and prints the figures.

${Object.entries(benches)
  .map(([name, { what }]) => `  ${name.padEnd(10)} ${what}`)
  .join("\n")}
`;

export async function main(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === "--help") {
    process.stdout.write(usage);
    return 0;
  }
  const bench = benches[name];
  if (!bench)
    throw new UserError("usage", `There is no bench "${name}".`, `Benches: ${Object.keys(benches).join(", ")}.`);
  await bench.run(rest);
  return 0;
}
