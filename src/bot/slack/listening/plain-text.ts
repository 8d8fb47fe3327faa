import { storable } from "../../../rounds/storable.ts";
import { UserError } from "../../../rounds/user-error.ts";
import type { ChatPeople } from "../../chat/chat-people.ts";

const marked = /<([^<>]*)>/g;

/** What somebody typed, as Slack writes it (`&amp;`, `<@U0123|ada>`, `<https://…|text>`), as it was typed. */
export async function plainText(text: string, people: Pick<ChatPeople, "nameOf">): Promise<string> {
  const names = new Map<string, string>();
  for (const [, id = ""] of text.matchAll(/<@([UW][A-Z0-9]+)[^<>]*>/g)) {
    const name = await people.nameOf(id).catch(ignoreNobody);
    if (name !== null) names.set(id, name);
  }
  return storable(text)
    .replace(marked, (_, inside: string) => {
      const [target = "", label] = inside.split("|");
      const name = names.get(target.replace(/^@/, ""));
      if (name !== undefined) return `@${name}`;
      if (target.startsWith("#")) return `#${label ?? target.slice(1)}`;
      return label ?? target;
    })
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

/** An app, or somebody whom Slack does not know here, may be named in a text as well. */
function ignoreNobody(error: unknown): null {
  if (error instanceof UserError && ["not-a-person", "unknown-account"].includes(error.code)) return null;
  throw error;
}
