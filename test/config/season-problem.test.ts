import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findOrStartSeason, readProblemNow, readSeasonFile } from "../../src/bot/season-file.ts";
import { currentBaseline } from "../../src/rounds/store/baselines.ts";
import { getSource } from "../../src/rounds/store/sources.ts";
import { openWorld } from "../play/world.ts";
import { fieldProblem, writtenFolder } from "../runner/written-problem.ts";

const withSeason = (problem: string, files: Readonly<Record<string, string>> = {}) =>
  writtenFolder({
    ...fieldProblem,
    "seasons/winter.yml": `name: winter\ntitle: Winter\nproblem: ${problem}\n`,
    ...files,
  });

describe("a season's problem", () => {
  it("is a path seen from the season's file, to a folder that nobody touched", async () => {
    const folder = withSeason("../vector_scale_py");
    await using world = await openWorld();
    const season = await findOrStartSeason(world.game, join(folder, "seasons/winter.yml"));
    expect(season.settings).toMatchObject({ problem: join(folder, "vector_scale_py") });
    expect(season.settings).not.toHaveProperty("overlay");
    expect(season.problem).toMatchObject({ name: "vector_scale_py", title: "Vector scale" });
  });

  it("is a name in config/problems where it is no path", () => {
    const { settings } = readSeasonFile(join(withSeason("nvfp4-group-gemm"), "seasons/winter.yml"));
    expect(settings.problem).toBe("nvfp4-group-gemm");
  });

  it("with an overlay is kept with it, and read anew with it, wherever the season's file is by then", async () => {
    const overlay = "{ folder: ../vector_scale_py, title: Scaling, labels: [short, long], baseline: mine.py }";
    const folder = withSeason(overlay, { "seasons/mine.py": "# mine\n" });
    await using world = await openWorld();
    const { id, settings, problem } = await findOrStartSeason(world.game, join(folder, "seasons/winter.yml"));
    expect(problem).toMatchObject({ title: "Scaling", labels: ["short", "long"] });
    const { source_sha256 } = await currentBaseline(world.database.db, id);
    expect(await getSource(world.database.db, source_sha256)).toEqual({ "submission.py": "# mine\n" });
    rmSync(join(folder, "seasons/winter.yml"));
    writeFileSync(join(folder, "vector_scale_py/task.py"), "# changed\n");
    const now = await readProblemNow(settings);
    expect(now.problem).toMatchObject({ title: "Scaling", labels: ["short", "long"] });
    expect(now.problem.sha256).not.toBe(problem.sha256);
  });
});
