/** A session without what differs between machines and runs: times, intervals, hashes, names of machines, widths of columns. */
export function masked(text: string): string {
  return text
    .replace(/\b[0-9a-f]{12}\b/g, "<hash>")
    .replace(/(Timed on )[\s\S]*?(?=\n\n)/g, "$1<machine>.")
    .replace(/^(Measured on: )[\s\S]*?\n(?=Measure it again)/gm, "$1<machine>\n")
    .replace(/\d+(?:\.\d+)? (?:µs|ms)/g, "<time>")
    .replace(/^(test 1 \(m=1 n=1 k=16\): )[\s\S]*?\n\n/gm, "$1<difference>\n\n")
    .replace(/─{2,}/g, "──")
    .replace(/(\S) {2,}/g, "$1  ");
}
