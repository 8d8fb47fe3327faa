import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type MarkedPython, markedPython } from "./marked-python.ts";

/** A Python that writes down each job that starts it. */
export interface GpuPython extends MarkedPython {
  /** Each start, as `<job> <node>`. */
  starts(): readonly string[];
  letGo(): void;
}

/** `isHeld`: nothing is measured until it is let go. */
export function gpuPython(folder: string, { isHeld = false } = {}): GpuPython {
  const { mark, path: real } = markedPython(folder);
  const within = (name: string) => join(folder, mark, name);
  const path = within("gpu-python");
  const lines = [
    "#!/bin/sh",
    `echo "$SLURM_JOB_NAME $SLURMD_NODENAME" >> ${within("starts")}`,
    ...(isHeld ? [`until [ -e ${within("go")} ]; do sleep 0.1; done`] : []),
    `exec ${real} "$@"`,
  ];
  writeFileSync(path, `${lines.join("\n")}\n`);
  chmodSync(path, 0o755);
  return {
    mark,
    path,
    starts: () => (existsSync(within("starts")) ? readFileSync(within("starts"), "utf8").trimEnd().split("\n") : []),
    letGo: () => writeFileSync(within("go"), ""),
  };
}
