import { expect, inject, it } from "vitest";
import { killServedAt, servedMatrix } from "./served-matrix.ts";

const points = [
  ...["lost-taken", "run-requeued", "before-commit", "report-judged", "after-post", "before-mark"],
  ...["job-sent", "harness-launched", "report-stored"],
];

/** One season, as in matrix.test.ts. `npm run bench -- kill-matrix --on workers` kills one at each point by itself. */
it("R1, R2, R3, R4: a bot and its worker, killed at point after point, lose nothing and do nothing twice", async () => {
  const few = servedMatrix.filter(({ bot, worker }) => points.includes(bot[0] ?? worker[0] ?? ""));
  const bot = few.flatMap((kills) => kills.bot);
  const worker = few.flatMap((kills) => kills.worker);
  const outcome = await killServedAt(inject("postgresUrl"), 2, { bot, worker });
  expect(outcome).toMatchObject({ missed: [], broken: [] });
  expect(outcome.kills).toHaveLength(13);
}, 240_000);
