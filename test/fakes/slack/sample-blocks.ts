import type { Json } from "./json.ts";

/** Blocks and elements that pass, each as short as can be; tests break them. */
export const plain = (text: string) => ({ type: "plain_text", text });
export const mrkdwn = (text: string) => ({ type: "mrkdwn", text });
export const section = (text = "x") => ({ type: "section", text: mrkdwn(text) });
export const button = (over: Json = {}) => ({ type: "button", text: plain("Vote"), ...over });
export const actions = (...elements: readonly Json[]) => ({ type: "actions", elements });
export const input = (element: Json, over: Json = {}) => ({ type: "input", label: plain("Name"), element, ...over });
export const option = (value: string, over: Json = {}) => ({ text: plain(value), value, ...over });
export const select = (over: Json) => ({ type: "static_select", ...over });
export const richText = (...elements: readonly Json[]) => ({ type: "rich_text", elements });
export const line = (...elements: readonly Json[]) => ({ type: "rich_text_section", elements });
export const cell = (text: string) => ({ type: "raw_text", text });
export const times = <T>(count: number, make: (n: number) => T) => Array.from({ length: count }, (_, n) => make(n));
export const options = (count: number) => times(count, (n) => option(`o${n}`));

/** A rule in Slack's words, and the block that breaks it. */
export type Broken = readonly [rule: string, block: Json];
