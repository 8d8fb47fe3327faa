import { compile } from "./compile.ts";
import { receiveJob, send } from "./leash.ts";
import type { BuildJob } from "./messages.ts";

const job: BuildJob = JSON.parse(await receiveJob());
for (const { side, files } of job.sides) {
  const answer = await compile(job, side, files);
  send(answer);
  if (answer.type === "refused") break;
}
