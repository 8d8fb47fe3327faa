const traceback = "Traceback (most recent call last):";
/** Python prints the cause first, and after each of these lines what it led to. */
const chained = /^(?:The above exception was the direct cause|During handling of the above exception)/;

/** The first real error line: a compiler's first line, or of a Python traceback the innermost cause. */
export function errorHeadline(message: string, log: string): string {
  const told = message.trim() === "" ? log : message;
  const lines = told.split("\n").filter((line) => line.trim() !== "");
  const start = lines.findIndex((line) => line.trim() === traceback);
  if (start === -1 || (start > 0 && message.trim() !== "")) return lines[0]?.trim() ?? "no message";
  const end = lines.findIndex((line, index) => index > start && chained.test(line.trim()));
  const innermost = lines.slice(start + 1, end === -1 ? undefined : end);
  // Frames are indented, the error is not; its first line names it, and the next ones explain.
  return innermost.find((line) => /^\S/.test(line))?.trim() ?? lines.at(-1)?.trim() ?? "no message";
}
