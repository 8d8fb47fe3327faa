import { MessageFlags, REST } from "discord.js";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type FakeDiscord, startFakeDiscord } from "./fake-discord.ts";
import { type Client, restClient } from "./rest-client.ts";

let discord: FakeDiscord;
let api: Client;
let ada: { readonly id: string };
let channel: { readonly id: string };

beforeAll(async () => {
  discord = await startFakeDiscord();
  api = restClient(discord);
  discord.addGuild();
  ada = discord.addUser({ name: "ada" });
});
beforeEach(() => {
  channel = discord.addChannel({ name: "kernels" });
});
afterAll(() => discord[Symbol.asyncDispose]());

const send = (body: object, more: object = {}) => api.id("POST", `/channels/${channel.id}/messages`, { body, ...more });

describe("messages", () => {
  it("are made once for a nonce that is enforced, until it is forgotten", async () => {
    const once = { content: "round 1", nonce: "round-1", enforce_nonce: true };
    const first = await send(once);
    expect(await send({ ...once, content: "again" })).toBe(first);
    expect(discord.messages(channel)).toMatchObject([{ content: "round 1", nonce: "round-1" }]);
    discord.letTimePass(6 * 60_000);
    expect(await send(once)).not.toBe(first);
    await send({ content: "not enforced", nonce: "round-1" });
    expect(discord.messages(channel)).toHaveLength(3);
  });

  it("are listed by page, the newest first", async () => {
    const ids: string[] = [];
    for (const content of ["a", "b", "c", "d"]) ids.push(await send({ content }));
    const page = (query: string) => api.contents(`/channels/${channel.id}/messages?${query}`);
    expect(await page("limit=2")).toEqual(["d", "c"]);
    expect(await page(`before=${ids[2]}`)).toEqual(["b", "a"]);
    expect(await page(`after=${ids[0]}&limit=2`)).toEqual(["c", "b"]);
    expect(await page(`around=${ids[2]}&limit=3`)).toEqual(["d", "c", "b"]);
  });

  it("keep and lose files by their list of attachments", async () => {
    const file = (name: string) => ({ name, data: Buffer.from(name) });
    const path = `/channels/${channel.id}/messages/${await send({ content: "x" }, { files: [file("a.txt")] })}`;
    await api.id("PATCH", path, { body: { content: "y" } });
    const [message] = discord.messages(channel);
    expect(message).toMatchObject({ content: "y", edits: 1, files: [{ name: "a.txt" }] });
    await api.id("PATCH", path, { body: { attachments: [{ id: "0", filename: "b c.txt" }] }, files: [file("b")] });
    expect(discord.messages(channel)).toMatchObject([{ files: [{ name: "b_c.txt" }] }]);
  });

  it("show a file in an embed", async () => {
    const embeds = [{ title: "verdict", image: { url: "attachment://v.png" } }];
    const files = [{ name: "v.png", data: Buffer.from("png") }];
    const id = await send({ embeds, attachments: [{ id: "0" }] }, { files });
    const read = await api.json("GET", `/channels/${channel.id}/messages/${id}`);
    const address = /"url":"(http[^"]+)"/.exec(JSON.stringify(read["embeds"]))?.[1] ?? "";
    expect(await (await fetch(address)).text()).toBe("png");
    expect(read["attachments"]).toEqual([]);
    discord.letTimePass(25 * 60 * 60_000);
    expect((await fetch(address)).status).toBe(404);
  });

  it("call whom they may call, and nobody else", async () => {
    const content = `hi <@${ada.id}> @everyone <@&12345678901234567>`;
    await send({ content });
    await send({ content, allowed_mentions: { parse: [] } });
    await send({ content, allowed_mentions: { users: [ada.id] }, flags: MessageFlags.SuppressNotifications });
    const pings = discord.messages(channel).map((message) => message.pings);
    expect(pings).toEqual([[`@${ada.id}`, "@&12345678901234567", "@everyone"], [], [`@${ada.id}`]]);
    expect(discord.messages(channel).at(-1)?.isSilent).toBe(true);
  });

  it("hold one thread each, which an answer wakes up and a lock shuts", async () => {
    const id = await send({ content: "round 1" });
    const path = `/channels/${channel.id}/messages/${id}/threads`;
    expect(await api.id("POST", path, { body: { name: "talk", auto_archive_duration: 1440 } })).toBe(id);
    expect(await api.code("POST", path, { body: { name: "talk" } })).toBe(160004);
    discord.archive(id);
    await api.id("POST", `/channels/${id}/messages`, { body: { content: "hello" } });
    expect(discord.messages(id)).toMatchObject([{ content: "hello" }]);
    expect(discord.threadOf(id)).toMatchObject({ name: "talk", archived: false });
    discord.lock(id);
    expect(await api.code("POST", `/channels/${id}/messages`, { body: { content: "hello" } })).toBe(50083);
  });

  it("go to a person who takes them", async () => {
    const open = () => api.id("POST", "/users/@me/channels", { body: { recipient_id: ada.id } });
    const direct = await open();
    expect(await open()).toBe(direct);
    await api.id("POST", `/channels/${direct}/messages`, { body: { content: "psst" } });
    expect(discord.direct(ada)).toMatchObject([{ content: "psst" }]);
    discord.takesDirect(ada, false);
    expect(await api.code("POST", `/channels/${direct}/messages`, { body: { content: "psst" } })).toBe(50007);
  });
});

describe("planned faults", () => {
  const route = "POST /channels/{channel_id}/messages";

  it("make a request wait, once, as long as Discord says", async () => {
    discord.failNext(route, { status: 429, retryAfterS: 0.05 });
    await send({ content: "x" });
    expect(discord.calls.slice(-2).map(({ status }) => status)).toEqual([429, 200]);
    expect(discord.invalidRequests()).toBeGreaterThan(0);
    expect(discord.messages(channel)).toHaveLength(1);
  });

  it("tell of a limit by its headers and its body", async () => {
    discord.failNext(route, { status: 429, retryAfterS: 2, scope: "global" });
    const response = await fetch(`${discord.apiUrl}/v10/channels/${channel.id}/messages`, {
      method: "POST",
      headers: { authorization: `Bot ${discord.token}`, "user-agent": "DiscordBot (x, 1)" },
    });
    expect(Object.fromEntries(response.headers)).toMatchObject({ "retry-after": "2", "x-ratelimit-global": "true" });
    expect(await response.json()).toMatchObject({ retry_after: 2, global: true });
  });

  it("lose an answer after the message is made, or the request before it", async () => {
    const impatient = new REST({ api: discord.apiUrl, retries: 0, timeout: 200 }).setToken(discord.token);
    const path: `/${string}` = `/channels/${channel.id}/messages`;
    for (const fault of [
      { acceptThen: "timeout" },
      { acceptThen: "reset" },
      { lose: "reset" },
      { lose: "timeout" },
    ] as const) {
      discord.failNext(route, fault);
      await expect(impatient.post(path, { body: { content: Object.values(fault).join() } })).rejects.toThrow();
    }
    expect(discord.messages(channel).map(({ content }) => content)).toEqual(["timeout", "reset"]);
    discord.failNext(route, { status: 502 });
    await expect(impatient.post(path, { body: { content: "x" } })).rejects.toThrow("Bad Gateway");
    expect(() => discord.failNext("POST /mesages", { status: 500 })).toThrow("no route");
  });
});
