import { storable } from "../../../rounds/storable.ts";
import { UserError } from "../../../rounds/user-error.ts";
import type { ChatPeople } from "../../chat/chat-people.ts";
import type { Said } from "../../forms/said.ts";

const mention = /<@!?(\d{15,20})>/g;

/** What somebody wrote, with people by the names they play under instead of `<@123456789012345678>`. */
async function plainText(text: string, people: Pick<ChatPeople, "nameOf">): Promise<string> {
  const names = new Map<string, string>();
  for (const [, id = ""] of text.matchAll(mention)) {
    const name = await people.nameOf(id).catch(ignoreNobody);
    if (name !== null) names.set(id, name);
  }
  return storable(text).replace(mention, (whole, id: string) => {
    const name = names.get(id);
    return name === undefined ? whole : `@${name}`;
  });
}

/** The same for all that a command or a form says. */
export async function plainSaid<Of extends Said>(said: Of, people: Pick<ChatPeople, "nameOf">): Promise<Of> {
  return { ...said, given: await allPlain(said.given, people), others: await allPlain(said.others, people) };
}

async function allPlain(texts: Readonly<Record<string, string>>, people: Pick<ChatPeople, "nameOf">) {
  const plain: Record<string, string> = {};
  for (const [name, text] of Object.entries(texts)) plain[name] = await plainText(text, people);
  return plain;
}

/** An app, or somebody whom Discord does not know, may be named in a text as well. */
function ignoreNobody(error: unknown): null {
  if (error instanceof UserError && ["not-a-person", "unknown-account"].includes(error.code)) return null;
  throw error;
}
