import { accessSync, constants } from "node:fs";
import { basename, delimiter, isAbsolute, join } from "node:path";
import { execa } from "execa";
import { z } from "zod";
import { launcherWords } from "./launching/launcher-words.ts";
import type { Runner } from "./runner-settings.ts";

/** What a runner's machine says of itself, without a kernel and without importing torch. */
const Probed = z.strictObject({
  tank: z.literal(1),
  host: z.string(),
  python: z.string(),
  torch: z.string().nullable(),
  triton: z.string().nullable(),
  /** Where the harness would find it; null: nowhere. */
  nvcc: z.string().nullable(),
  /** Device files of GPUs. */
  gpus: z.number().int().nonnegative(),
});
export type Probed = z.infer<typeof Probed>;

/** What came of asking. `unasked`: the launcher would wait in a scheduler's queue, so it was only looked for. */
export type Probe =
  | { readonly outcome: "answered"; readonly probed: Probed; readonly noise: string | null }
  | { readonly outcome: "unasked"; readonly program: string }
  | { readonly outcome: "missing"; readonly program: string }
  | { readonly outcome: "silent"; readonly message: string };

const schedulers = ["srun", "salloc", "sbatch", "bsub", "qsub", "qrsh", "condor_run", "kubectl"];
const limitMs = 30_000;

const question = `import glob, json, os, platform, shutil
from importlib import metadata
def version(name):
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None
home = os.environ.get("CUDA_HOME") or os.environ.get("CUDA_PATH") or "/usr/local/cuda"
places = [shutil.which("nvcc"), home + "/bin/nvcc", "/usr/local/cuda/bin/nvcc"]
nvcc = next((place for place in places if place and os.access(place, os.X_OK)), None)
print(json.dumps({"tank": 1, "host": platform.node(), "python": platform.python_version(), "torch": version("torch"),
    "triton": version("triton"), "nvcc": nvcc, "gpus": len(glob.glob("/dev/nvidia[0-9]*"))}))`;

export async function probeRunner({ settings, env }: Runner): Promise<Probe> {
  const [file = "", ...argv] = launcherWords(settings, [settings.python, "-c", question], {
    run: "doctor",
    minutes: "1",
  });
  if (!isProgram(file, env["PATH"] ?? "")) return { outcome: "missing", program: file };
  const scheduler = settings.launcher.find((word) => schedulers.includes(basename(word)));
  if (scheduler !== undefined) return { outcome: "unasked", program: scheduler };
  const options = {
    env,
    extendEnv: false,
    reject: false,
    stdin: "ignore",
    timeout: limitMs,
    maxBuffer: 65_536,
  } as const;
  const { stdout, stderr, shortMessage, timedOut } = await execa(file, argv, options);
  const lines = stdout.split("\n").filter((line) => line.trim() !== "");
  const answer = lines.find((line) => line.startsWith('{"tank"'));
  if (answer !== undefined) {
    const noise = lines.find((line) => line !== answer) ?? null;
    return { outcome: "answered", probed: Probed.parse(JSON.parse(answer)), noise };
  }
  const said = stderr.trim().split("\n").at(-1) ?? "";
  const message = timedOut ? `it did not answer within ${limitMs / 1000} s` : said || shortMessage || "it said nothing";
  return { outcome: "silent", message };
}

function isProgram(file: string, path: string): boolean {
  const places = isAbsolute(file) || file.includes("/") ? [file] : path.split(delimiter).map((at) => join(at, file));
  return places.some(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error) return false;
    throw error;
  }
}
