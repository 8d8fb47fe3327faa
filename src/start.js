// Plain JavaScript on purpose: this file must run on any Node, to say what is missing where the right one is not there.
import { fileURLToPath } from "node:url";

const programs = {
  start: "src/bot/main.ts",
  tank: "src/bot/cli/tank.ts",
  worker: "src/bot/cli/worker.ts",
  demo: "src/bot/cli/demo.ts",
  measure: "src/bot/cli/measure.ts",
  judge: "src/bot/cli/judge.ts",
  example: "config/examples/agents/play.ts",
  bench: "test/bench/main.ts",
  test: "test/main.ts",
};

const [name = "", ...rest] = process.argv.slice(2);
const program = programs[name];
const major = Number(process.versions.node.split(".")[0]);

if (program === undefined) {
  console.error(`start: there is no program "${name}". Programs: ${Object.keys(programs).join(", ")}.`);
  process.exitCode = 2;
} else if (major < 24) {
  console.error(
    `Shark Tank needs Node 24 or newer; this is ${process.versions.node} (${process.platform} ${process.arch}).`,
  );
  console.error(
    "Run `npm ci` here: it brings Node 24 for Linux and macOS. Elsewhere, install Node 24 from nodejs.org.",
  );
  process.exitCode = 1;
} else {
  hideExperimentalWarnings();
  const { runCli } = await import("./bot/cli/run-cli.ts");
  const { main } = await import(fileURLToPath(new URL(`../${program}`, import.meta.url)));
  await runCli(name, () => main(rest));
}

/** node:sqlite and type stripping are release candidates in Node 24; a player can do nothing about that. */
function hideExperimentalWarnings() {
  process.removeAllListeners("warning");
  process.on("warning", (warning) => {
    if (warning.name !== "ExperimentalWarning") console.error(`${warning.name}: ${warning.message}`);
  });
}
