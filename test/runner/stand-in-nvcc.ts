import { chmodSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { env } from "node:process";
import { fileURLToPath } from "node:url";
import { whyNoPython } from "./python-run.ts";
import { lacks } from "./requirements.ts";

const { PATH = "" } = env;
/** Calls g++, which builds the host's side of CUDA files: enough for everything but a kernel on a GPU. */
const shipped = fileURLToPath(new URL("../fixtures/harness/stand-in-nvcc", import.meta.url));
/** A sandbox has a /tmp of its own, and nothing of one that holds this clone. */
const isHidden = /^\/(var\/)?tmp\//.test(shipped);
const noStandIn = isHidden && process.getuid?.() !== 0 ? "a clone in /tmp, which no sandbox sees" : undefined;

export const whyNoStandIn = whyNoPython ?? (lacks("c++") ? "no C++ compiler" : noStandIn);

/** A PATH that has it first; where it was copied to be seen, the copy is gone when this is disposed of. */
export function standInNvcc(): { readonly path: string } & Disposable {
  const copied = isHidden ? mkdtempSync("/opt/tank-test-") : null;
  if (copied !== null) {
    cpSync(shipped, copied, { recursive: true });
    chmodSync(copied, 0o755);
  }
  return {
    path: `${copied ?? shipped}:${PATH}`,
    [Symbol.dispose]() {
      if (copied !== null) rmSync(copied, { recursive: true });
    },
  };
}
