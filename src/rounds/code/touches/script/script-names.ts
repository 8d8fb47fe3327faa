import type { TouchKind } from "../touch.ts";

const kinds: readonly (readonly [TouchKind | "none", string])[] = [
  [
    "timers",
    "Date performance perf_hooks timers setTimeout setInterval setImmediate process.hrtime process.time process.uptime queueMicrotask requestAnimationFrame env.now env.Date wasi.clock_time_get",
  ],
  ["harness", "reference ref_kernel generate_input env"],
  [
    "files",
    "fs fs.promises Deno.open Deno.readFile Deno.writeFile Bun.file process.stdout process.stderr process.stdin process.binding wasi wasi_snapshot_preview1",
  ],
  ["network", "fetch XMLHttpRequest WebSocket EventSource net http https http2 dgram dns tls undici"],
  [
    "processes",
    "child_process worker_threads cluster Worker SharedWorker process.exit process.kill process.abort process.env process.on os Atomics SharedArrayBuffer abort",
  ],
  ["other code", "module vm.runInThisContext inspector v8 Reflect async_hooks process.mainModule require.cache"],
  ["hidden code", "eval Function WebAssembly vm atob require"],
  ["none", "module.exports"],
];

const table = new Map<string, TouchKind | "none">();
for (const [kind, names] of kinds) for (const name of names.split(/\s+/)) table.set(name, kind);

/** What a full name of JavaScript, TypeScript or AssemblyScript touches, if anything. */
export function scriptKind(path: string): TouchKind | "none" | null {
  const names = path.replace(/^(?:globalThis|window|self|global)\.(?=.)/, "").split(".");
  if (names[0] === "?" || (names.at(-1) ?? "").endsWith("()")) return null;
  for (let end = names.length; end > 0; end--) {
    const kind = table.get(names.slice(0, end).join(".").replaceAll("()", ""));
    if (kind !== undefined) return kind;
  }
  return null;
}

/** A module as its importer names it: `node:fs`, `./reference`. */
export function moduleName(text: string): string {
  return text
    .replace(/^node:/, "")
    .replace(/^\.{1,2}\//, "")
    .replace(/\.(?:ts|js|as)$/, "")
    .replaceAll("/", ".");
}
