import type { ShownSource } from "../../rounds/source/shown-source.ts";
import type { Section } from "./card.ts";
import { diffText } from "./code-diff.ts";

/** What a season shows of a kernel's code: a diff where there is one, where it lies, or the names of its files. */
export function codeSections(code: ShownSource): readonly Section[] {
  switch (code.shown) {
    case "diff": {
      const text = diffText(code.baseline, code.candidate);
      return text === null ? [] : [{ kind: "code", heading: "Against the baseline", text }];
    }
    case "link": {
      const files = code.files.map(({ name, bytes }) => ({ text: `${name}, ${bytes} bytes` }));
      const origin = code.origin === null ? [] : [{ text: `From ${code.origin}` }];
      return [{ kind: "list", heading: "Code", items: [...origin, ...files, { text: keptText(code.sha256) }] }];
    }
    case "none": {
      const items = code.names.map((text) => ({ text }));
      return [{ kind: "list", heading: "Code, not shown in this season", items }];
    }
  }
}

/** Nobody is answered with code in a chat; whoever runs the bot has the database. */
function keptText(sha256: string): string {
  return `On the host's machine: npm run tank -- kept sha:${sha256.slice(0, 12)}`;
}
