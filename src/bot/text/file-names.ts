/** Names text files for the headings of what is in them, or for the card's title; no name is given twice. */
export function fileNames(title: string): (heading?: string) => string {
  const given = new Map<string, number>();
  return (heading = title) => {
    const words = heading.toLowerCase().match(/[a-z0-9]+/g) ?? ["details"];
    const name = words.join("-").slice(0, 40).replace(/-$/, "");
    const count = (given.get(name) ?? 0) + 1;
    given.set(name, count);
    return `${name}${count === 1 ? "" : `_${count}`}.txt`;
  };
}
