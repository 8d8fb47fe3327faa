import { readdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { UserError } from "../../src/rounds/user-error.ts";
import { readProblem } from "../../src/runner/problem.ts";

/** `npm run bench -- problem-folders PATH`: what the reader makes of every folder with a task.yml under a path. */
export async function benchProblemFolders(argv: readonly string[]): Promise<void> {
  const [path, another] = argv;
  if (path === undefined || another !== undefined) {
    throw new UserError("usage", "Name one path.", "npm run bench -- problem-folders ../reference-kernels");
  }
  const root = resolve(path);
  const folders = readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((name) => /(^|[/\\])task\.yml$/.test(name))
    .map((name) => dirname(join(root, name)))
    .toSorted();
  const rows = await Promise.all(folders.map((folder) => readRow(folder, relative(root, folder))));
  console.table(rows);
  const refused = rows.filter(({ lang }) => lang === "refused").length;
  console.log(`${rows.length} folders, ${rows.length - refused} read, ${refused} refused`);
}

async function readRow(folder: string, shown: string) {
  try {
    const { bundle, method, baselineFrom } = await readProblem(folder);
    return {
      folder: shown,
      lang: bundle.lang,
      method: method.name,
      files: Object.keys(bundle.files).length,
      tests: bundle.tests.length,
      benchmarks: bundle.benchmarks.length,
      baseline: baselineFrom,
      "what is to know": method.name === "evaluator" ? method.because : "",
    };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const none = { method: "", files: 0, tests: 0, benchmarks: 0, baseline: "" };
    return { folder: shown, lang: "refused", ...none, "what is to know": `${error.message} ${error.hint ?? ""}` };
  }
}
