import { z } from "zod";
import { describeIssue } from "./blocks/describe-issue.ts";
import { LayoutBlock } from "./blocks/layout-blocks.ts";
import { isJson, type Json, objectAt, objectsOf, stringAt } from "./json.ts";

/** Measured at Slack: 9.6k characters passed and 11.3k were refused; no number is documented. */
const messageCharacters = 11_000;
const tableCharacters = 10_000;
const markdownCharacters = 12_000;

const Blocks = z.array(LayoutBlock);

export type Surface = "message" | "modal";

/** What Slack has against these blocks, each with the rule and where; empty for blocks that pass. */
export function blockFaults(blocks: unknown, where: Surface): readonly string[] {
  const root = where === "message" ? "/blocks" : "/view/blocks";
  if (!Array.isArray(blocks)) return [`must provide an array [json-pointer:${root}]`];
  const parsed = Blocks.safeParse(blocks, { reportInput: true });
  const shape = parsed.success ? [] : parsed.error.issues.map((issue) => describeIssue(issue, root));
  const list = objectsOf(blocks);
  return [
    ...shape,
    ...countFaults(list, where, root),
    ...identityFaults(list, root),
    ...surfaceFaults(list, where, root),
    ...sizeFaults(list, where, root),
  ];
}

function countFaults(blocks: readonly Json[], where: Surface, root: string): readonly string[] {
  const most = where === "message" ? 50 : 100;
  return blocks.length > most ? [`no more than ${most} items allowed [json-pointer:${root}]`] : [];
}

/** Every element of every block that can send an action, with where it stands. */
export function elementsOf(blocks: readonly Json[], root = "/blocks"): readonly { at: string; element: Json }[] {
  return blocks.flatMap((block, index) => {
    const single = block["type"] === "input" ? "element" : "accessory";
    const one = isJson(block[single]) ? [{ at: `${root}/${index}/${single}`, element: objectAt(block, single) }] : [];
    if (block["type"] !== "actions") return one;
    return objectsOf(block["elements"]).map((element, n) => ({ at: `${root}/${index}/elements/${n}`, element }));
  });
}

function identityFaults(blocks: readonly Json[], root: string): readonly string[] {
  const elements = elementsOf(blocks, root);
  const blockIds = blocks.map((block, index) => ({ at: `${root}/${index}`, id: stringAt(block, "block_id") }));
  const actionIds = elements.map(({ at, element }) => ({ at, id: stringAt(element, "action_id") }));
  const focused = elements.filter(({ element }) => element["focus_on_load"] === true);
  return [
    ...repeated(blockIds).map(({ at, id }) => `\`block_id\` "${id}" already exists [json-pointer:${at}/block_id]`),
    // Slack asks for this within a block only; across blocks a press could mean either, so the fake refuses it.
    ...repeated(actionIds).map(({ at, id }) => `\`action_id\` "${id}" already exists [json-pointer:${at}/action_id]`),
    ...focused.slice(1).map(({ at }) => `only one element may have \`focus_on_load\` [json-pointer:${at}]`),
  ];
}

interface Identity {
  readonly at: string;
  readonly id: string | undefined;
}

function repeated(identities: readonly Identity[]): readonly Identity[] {
  const seen = new Set<string>();
  return identities.filter(({ id }) => {
    if (id === undefined) return false;
    if (seen.has(id)) return true;
    seen.add(id);
    return false;
  });
}

/** Inputs in messages are young and documented in few words, so the fake keeps them to modals. */
const onlyIn = { input: "modal", table: "message", markdown: "message" } as const;

function surfaceFaults(blocks: readonly Json[], where: Surface, root: string): readonly string[] {
  const misplaced = blocks.flatMap((block, index) => {
    const home = Object.entries(onlyIn).find(([type]) => type === block["type"])?.[1];
    if (home === undefined || home === where) return [];
    return [`unsupported type: ${block["type"]} in a ${where} [json-pointer:${root}/${index}/type]`];
  });
  const tables = blocks.flatMap((block, index) => (block["type"] === "table" ? [index] : []));
  const extra = tables.slice(1).map((index) => `only_one_table_allowed [json-pointer:${root}/${index}]`);
  return [...misplaced, ...extra];
}

function sizeFaults(blocks: readonly Json[], where: Surface, root: string): readonly string[] {
  const charactersIn = (type: string) => charactersOf(blocks.filter((block) => block["type"] === type));
  const total = charactersOf(blocks);
  return [
    ...(charactersIn("table") > tableCharacters
      ? [`a table's cells must be less than ${tableCharacters + 1} characters in all [json-pointer:${root}]`]
      : []),
    ...(charactersIn("markdown") > markdownCharacters
      ? [`markdown must be less than ${markdownCharacters + 1} characters in all [json-pointer:${root}]`]
      : []),
    ...(where === "message" && total > messageCharacters
      ? [`msg_blocks_too_long: ${total} characters of text, ${messageCharacters} at most [json-pointer:${root}]`]
      : []),
  ];
}

/** All text that a reader can see or hear, however deep. */
function charactersOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + charactersOf(item), 0);
  if (!isJson(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [key, item]) => sum + (key === "text" && typeof item === "string" ? item.length : charactersOf(item)),
    0,
  );
}
