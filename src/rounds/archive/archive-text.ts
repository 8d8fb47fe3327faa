import type { SeasonArchive } from "./season-archive.ts";

/** The bytes of an archive: the same season gives the same ones, whichever database it comes from. */
export function archiveText(archive: SeasonArchive): string {
  return `${JSON.stringify(archive, null, 2)}\n`;
}
