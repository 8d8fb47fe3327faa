import type { ReadResourceResult } from "@modelcontextprotocol/sdk/types.js";
import type { Card } from "../../cards/card.ts";
import { cardText } from "../card-text.ts";
import { mimeOf } from "./tool-result.ts";

/** What a resource says: for people, for programs, and the files that belong to it. */
export interface Told {
  readonly card: Card;
  readonly facts: object;
  readonly files?: Readonly<Record<string, string>>;
}

/** Each part of it has its own address, the first the resource's own. */
export function resourceResult(uri: string, { card, facts, files = {} }: Told): ReadResourceResult {
  return {
    contents: [
      { uri, mimeType: "text/plain", text: cardText(card) },
      { uri: `${uri}#facts`, mimeType: "application/json", text: JSON.stringify(facts, null, 2) },
      ...Object.entries(files).map(([name, text]) => ({
        uri: `${uri}#${encodeURIComponent(name)}`,
        mimeType: mimeOf(name),
        text,
      })),
    ],
  };
}
