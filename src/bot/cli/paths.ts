import { isAbsolute, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's own folder, wherever a program was started from. */
export const projectFolder = fileURLToPath(new URL("../../..", import.meta.url));

export function configPath(...parts: readonly string[]): string {
  return join(projectFolder, "config", ...parts);
}

/** A problem by its name in config/problems, or by a path. */
export function problemFolder(nameOrPath: string): string {
  return nameOrPath.includes("/") || isAbsolute(nameOrPath) ? resolve(nameOrPath) : configPath("problems", nameOrPath);
}

/** The problem that any machine with Node can measure. */
export const embeddedProblem = "nvfp4-group-gemm-wasm";

export const demoDataFolder = join(projectFolder, "data", "demo");
