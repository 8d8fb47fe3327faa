import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pythonCommand, readPythonHarness } from "../../../src/runner/launching/python-harness.ts";
import type { Session } from "./sessions.ts";

/** Puts the second of the day before every event, so that the time of each stage shows, starts included. */
const stamper = `import sys, time
print("%.3f started" % time.time(), flush=True)
for line in sys.stdin:
    sys.stdout.write("%.3f %s" % (time.time(), line))
print("%.3f ended" % time.time())
`;

/** Runs on the GPU host, which needs a shell and Python: `sh run.sh REPORTS`. PYTHON names another than python3,
 * SESSIONS some of them,
 * LIMIT the seconds of one session. */
function script(names: readonly string[]): string {
  const [, ...words] = pythonCommand("python3");
  const command = words.map((word) => `'${word}'`).join(" ");
  return `here=$(dirname "$0"); out=\${1:-.}; python=\${PYTHON:-python3}; scratch=$(mktemp -d)
for name in \${SESSIONS:-${names.join(" ")}}; do
  cat "$here/harness" "$here/$name.bundles" > "$scratch/stdin"
  timeout -k 5 "\${LIMIT:-3600}" "$python" ${command} < "$scratch/stdin" 2> "$out/$name.err" | "$python" "$here/stamp.py" > "$scratch/$name.events"
  test -s "$out/$name.err" || rm -f "$out/$name.err"
done
tar -C "$scratch" -czf "$out/reports.tar.gz" --exclude=stdin .
rm -r "$scratch"
`;
}

/** Writes everything that a GPU host without Node needs into a folder. */
export function writeSessions(folder: string, sessions: readonly Session[]): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "harness"), readPythonHarness().preamble);
  writeFileSync(join(folder, "stamp.py"), stamper);
  for (const { name, bundles } of sessions) {
    writeFileSync(join(folder, `${name}.bundles`), bundles.map((bundle) => `${JSON.stringify(bundle)}\n`).join(""));
  }
  writeFileSync(join(folder, "run.sh"), script(sessions.map(({ name }) => name)));
}
