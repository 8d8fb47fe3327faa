import { Bundle, type HarnessEvent } from "../../protocol.ts";
import { supervise } from "./supervise.ts";

/**
 * The wasm harness: a bundle as stdin's first line, events as lines of stdout, which
 * no compiler and no kernel ever holds. Stdin stays open for as long as the caller
 * wants the run: its end ends this process, and with it the children.
 */
let received = "";
let isRunning = false;
process.stdin.setEncoding("utf8");
process.stdin.on("data", (chunk: string) => {
  received += chunk;
  if (isRunning || !received.includes("\n")) return;
  isRunning = true;
  void run(received.slice(0, received.indexOf("\n")));
});
process.stdin.on("end", () => process.exit(1));
process.stdout.on("error", () => process.exit(1));

async function run(line: string): Promise<void> {
  const bundle = Bundle.parse(JSON.parse(line));
  const report = await supervise(bundle, emit);
  emit({ event: "report", report }, () => process.exit(0));
}

function emit(event: HarnessEvent, onWritten?: () => void): void {
  process.stdout.write(`${JSON.stringify(event)}\n`, onWritten);
}
