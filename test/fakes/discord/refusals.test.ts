import { ButtonStyle, ComponentType } from "discord.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FakeDiscord, startFakeDiscord } from "./fake-discord.ts";
import { type Client, restClient } from "./rest-client.ts";

let discord: FakeDiscord;
let api: Client;
let channel: { readonly id: string };

beforeAll(async () => {
  discord = await startFakeDiscord();
  api = restClient(discord);
  discord.addGuild();
  channel = discord.addChannel({ name: "kernels" });
});
afterAll(() => discord[Symbol.asyncDispose]());

const x = (count: number) => "x".repeat(count);
const many = <Thing>(count: number, thing: (n: number) => Thing) => Array.from({ length: count }, (_, n) => thing(n));
const row = (...components: readonly object[]) => ({ type: ComponentType.ActionRow, components });
const button = (more: object = {}) => ({ type: 2, style: ButtonStyle.Primary, label: "a", custom_id: "a", ...more });
const option = (n: number, more: object = {}) => ({ label: "a", value: `v${n}`, ...more });
const select = (more: object = {}) => ({ type: 3, custom_id: "s", options: [option(1)], ...more });
const embed = (more: object) => ({ embeds: [{ title: "a", ...more }] });
const fields = (count: number, value = "b") => many(count, () => ({ name: "a", value }));

const messages: readonly (readonly [string, object])[] = [
  ["content[BASE_TYPE_MAX_LENGTH]: Must be 2000 or fewer in length.", { content: x(2001) }],
  ["contents[UNKNOWN_FIELD]", { contents: "x" }],
  ["content[STRING_TYPE_CONVERT]", { content: 5 }],
  ["nonce[BASE_TYPE_MAX_LENGTH]: Must be 25", { content: "x", nonce: x(26) }],
  ["nonce[BASE_TYPE_REQUIRED]", { content: "x", enforce_nonce: true }],
  ["flags[FLAGS_INVALID]", { content: "x", flags: 64 }],
  ["embeds[0].title[BASE_TYPE_MAX_LENGTH]: Must be 256", embed({ title: x(257) })],
  ["embeds[0].description[BASE_TYPE_MAX_LENGTH]: Must be 4096", embed({ description: x(4097) })],
  ["embeds[0].fields[BASE_TYPE_MAX_LENGTH]: Must be 25", embed({ fields: fields(26) })],
  ["embeds[0].fields[0].value[BASE_TYPE_MAX_LENGTH]: Must be 1024", embed({ fields: fields(1, x(1025)) })],
  ["embeds[0].fields[0].value[BASE_TYPE_BAD_LENGTH]", embed({ fields: fields(1, "") })],
  ["embeds[0].fields[0].name[BASE_TYPE_MAX_LENGTH]: Must be 256", embed({ fields: [{ name: x(257), value: "b" }] })],
  ["embeds[0].footer.text[BASE_TYPE_MAX_LENGTH]: Must be 2048", embed({ footer: { text: x(2049) } })],
  ["embeds[0].author.name[BASE_TYPE_MAX_LENGTH]: Must be 256", embed({ author: { name: x(257) } })],
  ["embeds[0].colour[UNKNOWN_FIELD]", embed({ colour: 1 })],
  ["embeds[0].image.url[URL_TYPE_INVALID_URL]", embed({ image: { url: "v.png" } })],
  ["embeds[0].image.url[ATTACHMENT_NOT_FOUND]", embed({ image: { url: "attachment://v.png" } })],
  [
    "embeds[MAX_EMBED_SIZE_EXCEEDED]: Embed size exceeds maximum size of 6000",
    { embeds: many(2, () => ({ description: x(3001) })) },
  ],
  ["embeds[BASE_TYPE_MAX_LENGTH]: Must be 10", { embeds: many(11, () => ({ title: "a" })) }],
  ["components[BASE_TYPE_MAX_LENGTH]: Must be 5", { components: many(6, (n) => row(button({ custom_id: `${n}` }))) }],
  [
    "components[0].components[BASE_TYPE_BAD_LENGTH]: Must be between 1 and 5",
    { components: [row(...many(6, (n) => button({ custom_id: `${n}` })))] },
  ],
  ["components[0].components[1].custom_id[COMPONENT_CUSTOM_ID_DUPLICATED]", { components: [row(button(), button())] }],
  [
    "components[0].components[0].custom_id[BASE_TYPE_MAX_LENGTH]: Must be 100",
    { components: [row(button({ custom_id: x(101) }))] },
  ],
  [
    "components[0].components[0].label[BASE_TYPE_MAX_LENGTH]: Must be 80",
    { components: [row(button({ label: x(81) }))] },
  ],
  ["components[0].components[1][COMPONENT_LAYOUT_WIDTH_EXCEEDED]", { components: [row(select(), button())] }],
  [
    "components[0].components[0].options[BASE_TYPE_MAX_LENGTH]: Must be 25",
    { components: [row(select({ options: many(26, option) }))] },
  ],
  [
    "options[0].label[BASE_TYPE_MAX_LENGTH]: Must be 100",
    { components: [row(select({ options: [option(1, { label: x(101) })] }))] },
  ],
  [
    "options[0].description[BASE_TYPE_MAX_LENGTH]",
    { components: [row(select({ options: [option(1, { description: x(101) })] }))] },
  ],
  [
    "options[1].value[SELECT_COMPONENT_OPTION_VALUE_DUPLICATED]",
    { components: [row(select({ options: [option(1), option(1)] }))] },
  ],
  ["placeholder[BASE_TYPE_MAX_LENGTH]: Must be 150", { components: [row(select({ placeholder: x(151) }))] }],
  ["components[0].type[UNION_TYPE_CHOICES]", { components: [row({ type: 4, custom_id: "t", style: 1 })] }],
  [
    "allowed_mentions[MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE]",
    { content: "x", allowed_mentions: { parse: ["users"], users: ["12345678901234567"] } },
  ],
];

describe("a message is refused", () => {
  it.each(messages)("with %s", async (error, body) => {
    const sent = await api.errors("POST", `/channels/${channel.id}/messages`, { body });
    expect(sent).toContain("Invalid Form Body");
    expect(sent).toContain(error);
  });

  it("when it is empty, has too many files or too large ones", async () => {
    const post = (body: object, files = 0, bytes = 1) =>
      api.code("POST", `/channels/${channel.id}/messages`, {
        body,
        files: many(files, (n) => ({ name: `${n}`, data: Buffer.alloc(bytes) })),
      });
    expect(await post({ content: "  " })).toBe(50006);
    expect(await post({}, 11)).toBe(30015);
    expect(await post({}, 1, 10 * 1024 * 1024 + 1)).toBe(40005);
    expect(await post({}, 1, 10 * 1024 * 1024)).toBeUndefined();
  });
});

describe("a request is refused", () => {
  it("with the status and code that Discord has for it", async () => {
    const unknown = "12345678901234567";
    const messageOf = (id: string) => `/channels/${channel.id}/messages/${id}`;
    expect(await restClient(discord, "wrong").code("GET", "/users/@me")).toBe(0);
    expect(await api.code("GET", "/nowhere")).toBe(0);
    expect(await api.code("GET", `/channels/${unknown}`)).toBe(10003);
    expect(await api.code("GET", `/users/${unknown}`)).toBe(10013);
    expect(await api.code("GET", `/guilds/${unknown}`)).toBe(10004);
    expect(await api.code("PATCH", messageOf(unknown), { body: { content: "x" } })).toBe(10008);
    expect(await api.code("POST", `/webhooks/${discord.appId}/token`, { body: { content: "x" } })).toBe(10015);
    expect(await api.code("POST", "/users/@me/channels", { body: { recipient_id: unknown } })).toBe(50033);
    expect(await api.errors("GET", `/channels/${channel.id}/messages?limit=101`)).toContain("limit[NUMBER_TYPE_MAX]");
    expect(await api.errors("GET", `/channels/${channel.id}/messages?page=1`)).toContain("page[UNKNOWN_FIELD]");
    const ada = discord.addUser({ name: "ada" });
    const hers = discord.say({ user: ada, channel, content: "mine" });
    expect(await api.code("PATCH", messageOf(hers.id), { body: { content: "x" } })).toBe(50005);
    expect(await api.code("DELETE", messageOf(hers.id))).toBe(50013);
  });

  it("without its own permission in the channel", async () => {
    const body = { content: "x" };
    const cases = [
      [50001, "ViewChannel", "", { body }],
      [50013, "SendMessages", "", { body }],
      [50013, "EmbedLinks", "", { body: { embeds: [{ title: "a" }] } }],
      [50013, "AttachFiles", "", { body, files: [{ name: "a", data: Buffer.from("a") }] }],
      [50013, "CreatePublicThreads", "threads", { body: { name: "talk" } }],
      [50013, "SendMessagesInThreads", "thread", { body }],
    ] as const;
    for (const [code, permission, where, sent] of cases) {
      const place = discord.addChannel({ name: "here" });
      const path = `/channels/${place.id}/messages`;
      const id = await api.id("POST", path, { body });
      if (where === "thread") await api.id("POST", `${path}/${id}/threads`, { body: { name: "talk" } });
      discord.deny(place, permission);
      const aim = { "": path, threads: `${path}/${id}/threads`, thread: `/channels/${id}/messages` }[where];
      expect([permission, await api.code("POST", aim, sent)]).toEqual([permission, code]);
    }
    const place = discord.addChannel({ name: "here", deny: ["ReadMessageHistory"] });
    await api.id("POST", `/channels/${place.id}/messages`, { body });
    expect(await api.contents(`/channels/${place.id}/messages`)).toEqual([]);
    discord.deleteChannel(place);
    expect(await api.code("POST", `/channels/${place.id}/messages`, { body })).toBe(10003);
    const away = discord.addGuild({ name: "Away" });
    const left = discord.addChannel({ name: "left", guild: away });
    discord.removeBot(away);
    expect(await api.code("POST", `/channels/${left.id}/messages`, { body })).toBe(50001);
    expect(await api.code("GET", `/guilds/${away.id}`)).toBe(50001);
  });
});

const commands = (more: object, options?: readonly object[]) => [
  { name: "tank", description: "a", ...more, ...(options ? { options } : {}) },
];
const text = (more: object = {}) => ({ type: 3, name: "a", description: "b", ...more });

const registrations: readonly (readonly [string, readonly object[]])[] = [
  ["0.name[STRING_TYPE_REGEX]", commands({ name: "tank open" })],
  ["0.name[APPLICATION_COMMAND_INVALID_NAME]", commands({ name: "Tank" })],
  ["0.description[BASE_TYPE_MAX_LENGTH]: Must be 100", commands({ description: x(101) })],
  [
    "0.options[BASE_TYPE_MAX_LENGTH]: Must be 25",
    commands(
      {},
      many(26, (n) => text({ name: `a${n}` })),
    ),
  ],
  [
    "0.options[1][APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID]",
    commands({}, [text(), text({ name: "b", required: true })]),
  ],
  ["0.options[1].name[APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS]", commands({}, [text(), text()])],
  [
    "0.options[APPLICATION_COMMAND_OPTIONS_TYPE_INVALID]",
    commands({}, [text(), { type: 1, name: "b", description: "b" }]),
  ],
  [
    "0.options[0].choices[BASE_TYPE_MAX_LENGTH]: Must be 25",
    commands({}, [text({ choices: many(26, (n) => ({ name: "a", value: `${n}` })) })]),
  ],
  [
    "0[APPLICATION_COMMAND_TOO_LARGE]: Command exceeds maximum size (8000)",
    commands(
      {},
      many(4, (n) => text({ name: `a${n}`, choices: many(25, () => ({ name: x(90), value: "v" })) })),
    ),
  ],
  ["1[APPLICATION_COMMANDS_DUPLICATE_NAME]", [...commands({}), ...commands({})]],
];

describe("commands are refused", () => {
  it.each(registrations)("with %s", async (error, body) => {
    expect(await api.errors("PUT", `/applications/${discord.appId}/commands`, { body })).toContain(error);
  });
});
