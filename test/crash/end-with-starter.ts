/** A process that a test starts ends with it, even when the test is killed: its stdin is a leash. */
export function endWithStarter(): void {
  process.stdin.on("end", () => process.exit(1)).resume();
  process.stdin.unref();
}
