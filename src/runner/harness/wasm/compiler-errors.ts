const mostErrors = 3;

/** The first `ERROR` lines of asc's log, each with the place it names: `ERROR AS102: … (in entry.ts(12,5))`. */
export function firstErrors(log: string): string {
  const errors: string[] = [];
  const lines = log.split("\n");
  for (const [index, line] of lines.entries()) {
    if (!/^(ERROR|FATAL)/.test(line) || errors.length === mostErrors) continue;
    const end = lines.findIndex((later, at) => at > index && later.trim() === "");
    const place = lines.slice(index, end < 0 ? undefined : end).find((later) => later.includes("└─ in "));
    errors.push(place ? `${line} (${place.replace(/^.*└─ /, "")})` : line);
  }
  return errors.join("\n");
}
