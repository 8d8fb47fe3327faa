import { blockFaults, elementsOf } from "./check-blocks.ts";
import { isJson, type Json, objectAt, objectsOf, parseJson, stringAt } from "./json.ts";
import { Refusal } from "./refusal.ts";
import type { Workspace } from "./workspace.ts";

export interface Content {
  readonly text?: string | undefined;
  readonly blocks?: unknown;
  readonly metadata?: unknown;
}

export interface CheckedContent {
  readonly text: string;
  readonly blocks: readonly Json[] | undefined;
  readonly metadata: Json | undefined;
}

/** chat.postMessage cuts a text at 40,000 with a warning; losing words is an error here. */
const postedCharacters = 40_000;
/** "The `text` field cannot exceed 4,000 characters", says chat.update of `msg_too_long`. */
export const updatedCharacters = 4_000;
/** Slack names a limit for metadata and no number, so this one is ours and low. */
const metadataCharacters = 4_000;

/** What may stand in a message, or the refusal that Slack gives for it. */
export function checkContent(slack: Workspace, content: Content, most = postedCharacters): CheckedContent {
  const blocks = content.blocks === undefined ? undefined : checkMessageBlocks(slack, content.blocks);
  const text = content.text ?? "";
  if (text.length > most) throw new Refusal("msg_too_long", [`${text.length} characters, ${most} at most`]);
  return { text, blocks, metadata: content.metadata === undefined ? undefined : checkMetadata(content.metadata) };
}

export function requireContent(content: CheckedContent): void {
  if (content.text.trim() === "" && (content.blocks ?? []).length === 0) throw new Refusal("no_text");
}

export function checkMessageBlocks(slack: Workspace, given: unknown): readonly Json[] {
  const blocks = typeof given === "string" ? parseJson(given) : given;
  if (!Array.isArray(blocks) || !blocks.every(isJson)) throw new Refusal("invalid_blocks_format");
  const faults = [...blockFaults(blocks, "message"), ...pictureFaults(slack, blocks)];
  if (faults.some((fault) => fault.startsWith("only_one_table_allowed"))) {
    throw new Refusal("invalid_attachments", faults);
  }
  if (faults.length === 0) return withIds(slack, blocks);
  throw new Refusal(faults.every(isTooLong) ? "msg_blocks_too_long" : "invalid_blocks", faults);
}

const isTooLong = (fault: string) => fault.startsWith("msg_blocks_too_long");

/** A picture from Slack's own files must be there, complete, and a picture. */
function pictureFaults(slack: Workspace, blocks: readonly Json[]): readonly string[] {
  const accessories = elementsOf(blocks).map(({ at, element }) => ({ at, picture: element }));
  const inContext = blocks.flatMap((block, n) =>
    objectsOf(block["elements"]).map((picture, m) => ({ at: `/blocks/${n}/elements/${m}`, picture })),
  );
  const own = blocks.map((picture, n) => ({ at: `/blocks/${n}`, picture }));
  return [...own, ...accessories, ...inContext].flatMap(({ at, picture }) => {
    const id = stringAt(objectAt(picture, "slack_file"), "id");
    if (id === undefined) return [];
    const file = slack.files.get(id);
    const isPicture = /\.(png|jpe?g|gif)$/i.test(file?.name ?? "");
    return file?.complete && isPicture ? [] : [`invalid slack file [json-pointer:${at}/slack_file]`];
  });
}

/** Slack names what the app left nameless, and a press names it back. */
export function withIds(slack: Workspace, blocks: readonly Json[]): readonly Json[] {
  const named = (element: unknown) => (isJson(element) ? { action_id: slack.newId("act"), ...element } : element);
  return blocks.map((block) => {
    const identified: Json = { block_id: slack.newId("blk"), ...block };
    if (block["type"] === "actions") return { ...identified, elements: objectsOf(block["elements"]).map(named) };
    if (block["type"] === "input") return { ...identified, element: named(block["element"]) };
    const accessory = objectAt(block, "accessory");
    if (!isJson(block["accessory"]) || accessory["type"] === "image") return identified;
    return { ...identified, accessory: named(accessory) };
  });
}

/** An event type with other signs is a warning and dropped metadata at Slack; here it is an error. */
function checkMetadata(given: unknown): Json {
  const metadata = typeof given === "string" ? parseJson(given) : given;
  if (!isJson(metadata)) throw new Refusal("invalid_metadata_format");
  if (Object.keys(metadata).length === 0) return metadata;
  const extra = Object.keys(metadata).filter((key) => key !== "event_type" && key !== "event_payload");
  const type = stringAt(metadata, "event_type");
  if (type === undefined || !isJson(metadata["event_payload"]) || extra.length > 0) {
    throw new Refusal("invalid_metadata_format", ["needs event_type and event_payload, and nothing else"]);
  }
  if (!/^[A-Za-z0-9_-]+$/.test(type))
    throw new Refusal("invalid_metadata_schema", ["event_type: letters, digits, _ and -"]);
  if (!Object.values(metadata["event_payload"]).every(isPayloadValue)) {
    throw new Refusal("invalid_metadata_format", [
      "event_payload holds scalars, flat objects and lists of flat objects",
    ]);
  }
  if (JSON.stringify(metadata).length > metadataCharacters) throw new Refusal("metadata_too_large");
  return metadata;
}

const isScalar = (value: unknown) => ["string", "number", "boolean"].includes(typeof value);
const isFlat = (value: unknown) => isJson(value) && Object.values(value).every(isScalar);

function isPayloadValue(value: unknown): boolean {
  return isScalar(value) || isFlat(value) || (Array.isArray(value) && value.every(isFlat));
}
