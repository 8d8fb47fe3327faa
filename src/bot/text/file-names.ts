/** What Windows opens as a device, whatever follows the dot. */
const device = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

const longestName = 100;

/**
 * A name as every chat, disk and shell takes it: plain characters, no folder, no device, nothing that begins like an
 * option or is hidden. A plain name stays as it is.
 */
export function plainFileName(name: string): string {
  const plain = name
    .replace(/[\\/]+/g, "-")
    .replace(/[^A-Za-z0-9_.-]+/g, "_")
    .replace(/^[-.]+/, "");
  const [ending = ""] = /\.[A-Za-z0-9]{1,10}$/.exec(plain) ?? [];
  const short = plain.length > longestName ? plain.slice(0, longestName - ending.length) + ending : plain;
  return short === "" || device.test(short) ? `file-${short}` : short;
}

/** Names text files for the headings of what is in them, or for the card's title; no name is given twice. */
export function fileNames(title: string): (heading?: string) => string {
  const given = new Map<string, number>();
  return (heading = title) => {
    const words = heading.toLowerCase().match(/[a-z0-9]+/g) ?? ["details"];
    const name = words.join("-").slice(0, 40).replace(/-$/, "");
    const count = (given.get(name) ?? 0) + 1;
    given.set(name, count);
    return plainFileName(`${name}${count === 1 ? "" : `_${count}`}.txt`);
  };
}
