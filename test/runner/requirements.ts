import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { env } from "node:process";

const { TANK_REQUIRE = "", PATH = "" } = env;
const required = TANK_REQUIRE.split(",");

/** What a machine may lack; `TANK_REQUIRE=python,mypy` says what it must have. */
type Requirement = "python" | "torch" | "mypy" | "root" | "c++" | "nvcc" | "sshd" | "slurm";

const isThere: Readonly<Record<Requirement, () => boolean>> = {
  python: () => isOnPath("python3"),
  torch: () => imports("torch"),
  mypy: () => imports("mypy"),
  root: () => process.getuid?.() === 0,
  "c++": () => isOnPath("c++"),
  nvcc: () => isOnPath("nvcc"),
  sshd: () => isOnPath("sshd") && isOnPath("ssh"),
  slurm: () => ["slurmctld", "slurmd", "srun", "scancel"].every(isOnPath),
};

function isOnPath(program: string): boolean {
  // A daemon's folder, which is on no plain user's PATH.
  return [...PATH.split(delimiter), "/usr/sbin"].some((folder) => existsSync(join(folder, program)));
}

/** One that every user may run: a sandbox's user reads neither /root nor a home. Undefined: there is none. */
export const systemPython = ["/usr/bin/python3", "/usr/local/bin/python3"].find((path) => existsSync(path));

/** True where tests that need it are skipped: it isn't here, and need not be. */
export function lacks(what: Requirement): boolean {
  return !required.includes(what) && !isThere[what]();
}

function imports(module: string): boolean {
  if (systemPython === undefined) return false;
  try {
    execFileSync(systemPython, ["-c", `from importlib.util import find_spec; assert find_spec("${module}")`], {
      stdio: "ignore",
    });
    return true;
  } catch {
    return false;
  }
}
