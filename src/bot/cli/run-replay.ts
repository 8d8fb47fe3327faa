import type { Game } from "../../rounds/game.ts";
import { playedRounds } from "../../rounds/memory/played-rounds.ts";
import { scoreboard } from "../../rounds/memory/scoreboard.ts";
import { startSeason } from "../../rounds/play/start-season.ts";
import type { Season } from "../../rounds/season.ts";
import { roundsOf } from "../../rounds/store/rounds.ts";
import { findSeason, type SeasonRow } from "../../rounds/store/seasons.ts";
import { type Problem, readProblem } from "../../runner/problem.ts";
import { createAnnouncer } from "../announce.ts";
import { scoreboardCard } from "../cards/scoreboard-card.ts";
import { startEngine } from "../engine.ts";
import { readConfig } from "../read-config.ts";
import { readSeasonFile } from "../season-file.ts";
import { renderCard } from "../terminal/render-card.ts";
import { terminalChannel } from "../terminal/terminal-channel.ts";
import { problemFolder } from "./paths.ts";
import { playReplay } from "./replay.ts";
import { replayScreen } from "./replay-screen.ts";
import { ReplayScript } from "./replay-script.ts";

export interface ReplayOptions {
  readonly dataFolder: string;
  readonly seasonPath: string;
  readonly scriptPath: string;
  readonly view: "cards" | "json";
  /** Overrides the season's voice. */
  readonly voice: "plain" | null;
}

/** Plays a scripted season to its end in this process; returns the exit code. */
export async function runReplay(options: ReplayOptions): Promise<number> {
  const { settings } = readSeasonFile(options.seasonPath);
  const script = readConfig(options.scriptPath, ReplayScript);
  const problem = await readProblem(problemFolder(settings.problem), settings.overlay);
  endWithLauncher();
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  process.once("SIGINT", onSignal).once("SIGTERM", onSignal);
  const screen = replayScreen(options.view);
  let announce: () => Promise<void> = async () => undefined;
  await using engine = await startEngine({
    dataFolder: options.dataFolder,
    onEvent: (runId, event) => screen.progress(runId, event),
    onJudged: () => announce(),
    signal: stop.signal,
  });
  const { game } = engine;
  const season = await chooseSeason(game, voiced(settings, options.voice), problem, script);
  const channel = terminalChannel(options.dataFolder, screen.output(game.database.db));
  const announcer = createAnnouncer(game.database, season.id, channel, () => game.clock.now());
  announce = () => announcer.deliver();
  if ((await roundsOf(game.database.db, season.id)).length > 0) screen.say("Going on where the last start left off.");
  const waitForChange = async () => {
    await announcer.deliver();
    await engine.changed();
    stop.signal.throwIfAborted();
  };
  try {
    await playReplay({ game, season, problem, script, waitForChange });
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    screen.say("Stopped. Start it again and it goes on from here.");
    return 130;
  }
  await announcer.deliver();
  screen.finish();
  if (options.view === "cards") {
    const board = scoreboard(season.settings, await playedRounds(game.database.db, season.id));
    process.stdout.write(`\n${renderCard(scoreboardCard(season.settings, board), screen.look)}`);
  }
  return 0;
}

/** The last season of this replay, or the next one where that was played to its end. */
async function chooseSeason(game: Game, settings: Season, problem: Problem, script: ReplayScript): Promise<SeasonRow> {
  const { db } = game.database;
  for (let number = 1; ; number++) {
    const name = number === 1 ? settings.name : `${settings.name}-${number}`;
    const known = await findSeason(db, name);
    if (known) {
      const rounds = await roundsOf(db, known.id);
      const last = rounds.at(-1)?.round.now.state;
      if (rounds.length >= script.rounds.length && (last === "decided" || last === "cancelled")) continue;
      return known;
    }
    const { title, sha256, labels, bundle, limits } = problem;
    const definition = { name: problem.name, title, sha256, labels: [...labels], bundle, limits: { ...limits } };
    return startSeason(game, { settings: { ...settings, name }, problem: definition, baseline: problem.baseline });
  }
}

function voiced(settings: Season, voice: "plain" | null): Season {
  return voice === null ? settings : { ...settings, voice };
}

/** A replay whose launcher (npm, say) was killed ends too, so that it never holds its data folder unseen. */
function endWithLauncher(): void {
  const launcher = process.ppid;
  setInterval(() => {
    if (process.ppid !== launcher) process.exit(1);
  }, 250).unref();
}
