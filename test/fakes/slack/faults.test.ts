import { WebClientEvent } from "@slack/web-api";
import { describe, expect, it } from "vitest";
import { startFakeSlack } from "./fake-slack.ts";
import { codeOf, webClientOf } from "./web-client.ts";

describe("a planned fault", () => {
  it("fails as many calls as it is told, and no other method", async () => {
    await using slack = await startFakeSlack();
    const web = webClientOf(slack.apiUrl, slack.botToken);
    const { id: channel } = slack.addChannel({ name: "kernels" });
    slack.failNext("chat.postMessage", { error: "internal_error" }, 2);
    const post = () => codeOf(web.chat.postMessage({ channel, text: "x" }));
    expect(await codeOf(web.auth.test())).toBe("ok");
    expect([await post(), await post(), await post()]).toEqual(["internal_error", "internal_error", "ok"]);
    expect(slack.messages(channel)).toHaveLength(1);
  });

  it("429 says when to come back, and the real client waits for it", async () => {
    await using slack = await startFakeSlack();
    const { id: channel } = slack.addChannel({ name: "kernels" });
    const web = webClientOf(slack.apiUrl, slack.botToken, { retryConfig: { retries: 1, minTimeout: 1 } });
    slack.failNext("chat.postMessage", { status: 429, retryAfterS: 1 });
    const limited: number[] = [];
    web.on(WebClientEvent.RATE_LIMITED, (seconds: number) => limited.push(seconds));
    await web.chat.postMessage({ channel, text: "x" });
    expect(limited).toEqual([1]);
    expect(slack.calls.map(({ status, error }) => [status, error])).toEqual([
      [429, "ratelimited"],
      [200, undefined],
    ]);
  });

  it("500 is a page and no JSON", async () => {
    await using slack = await startFakeSlack();
    const web = webClientOf(slack.apiUrl, slack.botToken);
    slack.failNext("auth.test", { status: 500 });
    await expect(web.auth.test()).rejects.toMatchObject({ statusCode: 500 });
  });

  it.each(["timeout", "reset"] as const)("a lost answer (%s) leaves the message posted once", async (lost) => {
    await using slack = await startFakeSlack();
    const { id: channel } = slack.addChannel({ name: "kernels" });
    const web = webClientOf(slack.apiUrl, slack.botToken, { timeout: 100 });
    slack.failNext("chat.postMessage", { acceptThen: lost });
    await expect(web.chat.postMessage({ channel, text: "once" })).rejects.toThrow();
    expect(slack.messages(channel)).toMatchObject([{ text: "once" }]);
  });

  it("waiting for something that never comes says what the app did instead", async () => {
    await using slack = await startFakeSlack();
    await codeOf(webClientOf(slack.apiUrl, slack.botToken).users.info({ user: "U404" }));
    await expect(slack.until(() => false, 10)).rejects.toThrow("users.info: user_not_found");
  });
});
