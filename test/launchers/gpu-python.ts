import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type MarkedPython, markedPython } from "./marked-python.ts";

/** A Python that holds its node's GPU for as long as it lives, and tells where two held one at once. */
export interface GpuPython extends MarkedPython {
  /** Jobs that found their GPU held. */
  collisions(): readonly string[];
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
    `exec 9>> "${within("held")}-$SLURMD_NODENAME"`,
    `flock -n 9 || echo "$SLURM_JOB_NAME" >> ${within("collisions")}`,
    ...(isHeld ? [`until [ -e ${within("go")} ]; do sleep 0.1; done`] : []),
    `exec ${real} "$@"`,
  ];
  writeFileSync(path, `${lines.join("\n")}\n`);
  chmodSync(path, 0o755);
  const told = (name: string) =>
    existsSync(within(name)) ? readFileSync(within(name), "utf8").trimEnd().split("\n") : [];
  return {
    mark,
    path,
    collisions: () => told("collisions"),
    starts: () => told("starts"),
    letGo: () => writeFileSync(within("go"), ""),
  };
}
