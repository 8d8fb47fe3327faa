import { isJson, type Json, stringAt } from "../../fakes/slack/json.ts";

/** What Slack's clients act upon, wherever it stands in what the bot sent. */
const acting = ["user", "usergroup", "broadcast", "channel", "link", "team"];

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/**
 * Whatever in a message or form could ping, link, format or hide: a line each, none where user's text stands as text.
 * @param said messages, ephemerals or views as Slack keeps them
 */
export function saidFaults(said: unknown): readonly string[] {
  if (Array.isArray(said)) return said.flatMap(saidFaults);
  if (!isJson(said)) return [];
  const text = stringAt(said, "text");
  const own = text === undefined ? [] : textFaults(text, isMrkdwn(said));
  const type = stringAt(said, "type");
  const acts = type !== undefined && acting.includes(type) ? [`an element that acts: ${JSON.stringify(said)}`] : [];
  return [...own, ...acts, ...Object.values(said).flatMap(saidFaults)];
}

/** A message's own text is mrkdwn; below it every text says what it is. */
function isMrkdwn(holder: Json): boolean {
  const type = stringAt(holder, "type");
  return type === undefined || type === "message" || type === "mrkdwn";
}

function textFaults(text: string, isParsed: boolean): readonly string[] {
  const told = JSON.stringify(text.slice(0, 200));
  return [
    ...(unseen.test(text) || !text.isWellFormed() ? [`what can't be seen: ${told}`] : []),
    ...(isParsed && /<[^>]*>|@(channel|here|everyone)\b|[`*~]/i.test(text) ? [`what is parsed: ${told}`] : []),
  ];
}
