import { readdirSync, readFileSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { pathToFileURL } from "node:url";
import { hashFiles } from "../../../rounds/source-hash.ts";

/** This harness's own folder. */
export const harnessFolder = new URL("./", import.meta.url);

/** Node looks here for how to read a `.ts` file. */
export const packageFile = new URL("../../../../package.json", import.meta.url);

/** The compiler's packages: itself, and the two it is built on. */
export function compilerFolders(): URL[] {
  const compiler = packageFolder("assemblyscript", new URL(import.meta.url));
  return [compiler, packageFolder("binaryen", compiler), packageFolder("long", compiler)];
}

function packageFolder(name: string, neededBy: URL): URL {
  const file = findPackageJSON(name, neededBy);
  if (file === undefined) throw new Error(`the package ${name} is not installed`);
  return new URL("./", pathToFileURL(file));
}

/** One hash over every source file of this harness. */
export function hashHarness(): string {
  const names = readdirSync(harnessFolder).filter((name) => name.endsWith(".ts"));
  return hashFiles(Object.fromEntries(names.map((name) => [name, readFileSync(new URL(name, harnessFolder), "utf8")])));
}
