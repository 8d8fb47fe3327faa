/** The samples of Prometheus's text format by name and labels, as they stand there: `a_total{b="c"}`. */
export function readMetrics(text: string): ReadonlyMap<string, number> {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(
    lines.map((line) => {
      const at = line.lastIndexOf(" ");
      return [line.slice(0, at), Number(line.slice(at + 1))];
    }),
  );
}

/** Those of one name, without the process's own. */
export function samplesOf(metrics: ReadonlyMap<string, number>, name: string): Readonly<Record<string, number>> {
  const found = [...metrics].filter(([sample]) => sample === name || sample.startsWith(`${name}{`));
  return Object.fromEntries(found.map(([sample, value]) => [sample.slice(name.length), value]));
}
