import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { newMark, python } from "../runner/python-run.ts";

/** A Python by a path of its own: whatever it runs and forks, wherever a launcher starts it, is found by that path. */
export interface MarkedPython {
  readonly mark: string;
  readonly path: string;
}

export function markedPython(folder: string): MarkedPython {
  const mark = newMark();
  mkdirSync(join(folder, mark), { recursive: true });
  for (const each of [folder, join(folder, mark)]) chmodSync(each, 0o755);
  const path = join(folder, mark, "python3");
  symlinkSync(python, path);
  return { mark, path };
}
