import { isJson, objectAt } from "../../slack/json.ts";

/** Where Discord itself and its document part, with the reason; nothing else may be taken against the document. */
interface Deviation {
  readonly name: string;
  readonly of: "request" | "answer";
  readonly fits: (body: unknown) => boolean;
  readonly reason: string;
}

export const deviations: readonly Deviation[] = [
  {
    name: "POST /interactions/{interaction_id}/{interaction_token}/callback",
    of: "answer",
    fits: (body) => isJson(body) && objectAt(body, "resource")["type"] === 5,
    reason: "the document has messages for types 4 and 7 alone; a deferral asked for its response gives one too",
  },
];
