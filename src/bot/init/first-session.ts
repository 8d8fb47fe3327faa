import { join } from "node:path";
import type { Problem } from "../../runner/problem.ts";
import { quoted } from "../grammar/command-line.ts";

/** Small, so that nobody takes it for what a candidate really does. */
const cautiousSpeedup = "1.1";

/**
 * A whole first round, without a card's frame so that it can be pasted. @param folder the problem's, seen from where
 * the chat is started
 */
export function firstSession(season: string, problem: Problem, folder: string): string {
  const lines = sessionLines(problem, folder).join("\n");
  return `
A first round, to paste into a shell. In the chat, say each line when the one before it is done.

npm start -- --season ${season} <<'END'
${lines}
END

`;
}

/** Opened, pitched, voted, run. A new season has no approach but the wild card. */
function sessionLines({ candidates, bundle }: Problem, folder: string): readonly string[] {
  const [candidate] = Object.values(candidates);
  const title = candidate === undefined ? "My first kernel" : readable(candidate.name);
  const knobs = candidate?.kind === "knobs" ? Object.entries(candidate.knobs) : null;
  const file = candidate?.kind === "files" ? candidate.from : null;
  const path = file === null ? `my-${bundle.submissionName}` : join(folder, file);
  const code = knobs?.map(([name, value]) => `${name}=${value}`).join(" ") ?? `--file ${word(path)}`;
  return [
    '/tank open title="The first round"',
    `@ada /pitch ${quoted(title)} approach=wild-card speedup=${cautiousSpeedup} ${code}`,
    "/tank close",
    "@sid /vote A p=70",
    "/tank close",
  ];
}

const word = (path: string) => (/[\s"\\]/.test(path) ? quoted(path) : path);

function readable(name: string): string {
  const words = name.replaceAll("-", " ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
