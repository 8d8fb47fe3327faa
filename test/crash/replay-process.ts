import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { ballotsOf } from "../../src/rounds/store/ballots.ts";
import { openEmbedded } from "../../src/rounds/store/embedded.ts";
import { roundsOf } from "../../src/rounds/store/rounds.ts";
import { getSeason } from "../../src/rounds/store/seasons.ts";
import { verdictsOf } from "../../src/rounds/store/verdicts.ts";
import { announced } from "./announced.ts";

const start = fileURLToPath(new URL("../../src/start.js", import.meta.url));
const season = fileURLToPath(new URL("../fixtures/seasons/quick-replay.yml", import.meta.url));

/** The demo as a process of its own, with a home and a temporary folder of its own that must stay empty. */
export class ReplayProcess implements Disposable {
  readonly #root = mkdtempSync(join(tmpdir(), "tank-replay-"));
  readonly dataFolder = join(this.#root, "data");
  /** Everything that all starts together wrote to stdout, a line each. */
  readonly lines: string[] = [];

  constructor() {
    for (const name of ["home", "tmp"]) mkdirSync(join(this.#root, name));
  }

  /** Starts it, and kills it with SIGKILL when `kill` says so; resolves with the exit code, null where it was killed. */
  async run(kill?: (child: ChildProcess) => void): Promise<number | null> {
    const argv = [start, "demo", "--json", "--data", this.dataFolder, "--season", season];
    const env = { HOME: join(this.#root, "home"), TMPDIR: join(this.#root, "tmp") };
    const child = spawn(process.execPath, argv, { env, stdio: ["ignore", "pipe", "pipe"] });
    createInterface(child.stdout).on("line", (line) => this.lines.push(line));
    kill?.(child);
    child.stderr.resume();
    const [code] = await once(child, "close");
    return code;
  }

  /** What lies outside the data folder after all that. */
  strayFiles(): readonly string[] {
    return readdirSync(this.#root, { recursive: true, encoding: "utf8" }).filter(
      (path) => !/^(data|home$|tmp$)/.test(path),
    );
  }

  /** Processes whose command line names our harness under a parent that is gone, or our data folder. */
  processes(): readonly string[] {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map((pid) => readCommandLine(pid))
      .filter((command) => command.includes(this.dataFolder));
  }

  /** The season as the database holds it at the end. */
  async outcome() {
    await using database = await openEmbedded(this.dataFolder, (error) => {
      throw error;
    });
    const { id } = await getSeason(database.db, "quick-replay");
    const rounds = await roundsOf(database.db, id);
    const verdicts = await Promise.all(rounds.map((round) => verdictsOf(database.db, round.id)));
    const ballots = await Promise.all(rounds.map((round) => ballotsOf(database.db, round.id)));
    return {
      states: rounds.map(({ round }) => round.now.state),
      verdicts: verdicts.map((each) => each.filter(({ purpose }) => purpose === "verdict").length),
      ballots: ballots.map((each) => each.length),
      announced: await announced(database.db, id),
    };
  }

  [Symbol.dispose](): void {
    rmSync(this.#root, { recursive: true });
  }
}

function readCommandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}
