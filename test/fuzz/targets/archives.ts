import fc from "fast-check";
import { archiveSeason } from "../../../src/rounds/archive/archive-season.ts";
import { archiveText } from "../../../src/rounds/archive/archive-text.ts";
import { checkArchive } from "../../../src/rounds/archive/check-archive.ts";
import { importSeason } from "../../../src/rounds/archive/import-season.ts";
import { playedSeason } from "../../archive/played-season.ts";
import { openTable, type TestTable } from "../../commands/table.ts";
import { fuzzTarget } from "../fuzz-target.ts";
import { changes, withChanges } from "../mutated-json.ts";
import { readEverything } from "../read-everything.ts";

/** An import looks at every row that is there: with thousands it would measure nothing else. */
const mostSeasons = 100;
/** All commands together take longer than the import itself. */
const readsOne = 4;

export const archives = fuzzTarget({
  name: "archives",
  about: "seasons' archives, edited: refused whole, or imported, read by every command and exported again",
  casesInTest: 40,
  inputs: fc.record({ isPrivate: fc.boolean(), edits: changes(2) }),
  async open() {
    let table = await openTable();
    const season = await playedSeason(table.world);
    const exported = async (name: string, isPrivate: boolean) =>
      archiveText(await archiveSeason(table.world.game, { season: name, private: isPrivate }));
    const texts = { shared: await exported(season, false), whole: await exported(season, true) };
    let imported = 0;
    return {
      async feed({ isPrivate, edits }) {
        const archive = withChanges(JSON.parse(isPrivate ? texts.whole : texts.shared), edits);
        const name = `fuzz-${imported}`;
        await importSeason(table.world.game, { archive: checkArchive(JSON.parse(JSON.stringify(archive))), name });
        imported += 1;
        checkArchive(JSON.parse(await exported(name, true)));
        if (imported % readsOne === 0) await readEverything({ ...table.tank, season: name }, "ada");
        return "accepted" as const;
      },
      async tidy() {
        if (imported < mostSeasons) return;
        table = await emptied(table);
        imported = 0;
      },
      [Symbol.asyncDispose]: () => table[Symbol.asyncDispose](),
    };
  },
});

async function emptied(table: TestTable): Promise<TestTable> {
  await table[Symbol.asyncDispose]();
  return openTable();
}
