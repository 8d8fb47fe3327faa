import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { download, type UploadedFile } from "../../src/bot/chat/downloads.ts";
import { UserError } from "../../src/rounds/user-error.ts";

let server: Server;
let origin = "";
let sent = 0;
beforeAll(async () => {
  const piece = Buffer.alloc(64 * 1024, "x");
  server = createServer((request, response) => {
    if (request.url === "/elsewhere") response.writeHead(302, { location: "http://127.0.0.1:1/secret" }).end();
    else if (request.url === "/gone") response.writeHead(404).end();
    else {
      const more = () => {
        sent += piece.length;
        const isOver = request.url !== "/endless" || sent > 50 * 1024 * 1024;
        if (isOver) response.end();
        else if (response.write(piece)) setImmediate(more);
        else response.once("drain", more);
      };
      more();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  origin = typeof address === "object" && address !== null ? `http://127.0.0.1:${address.port}` : "";
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const hint = "Upload it again.";
const place = () => ({ platform: "Slack", headers: {}, isOwn: (url: URL) => url.origin === origin, hint });

async function refusal(files: readonly UploadedFile[]): Promise<string> {
  const error: unknown = await download(place(), files).then(
    () => new Error("nothing was refused"),
    (thrown: unknown) => thrown,
  );
  if (error instanceof UserError) return `${error.message} ${error.hint}`;
  throw error;
}

const file = (path: string, over: Partial<UploadedFile> = {}) => ({
  name: "kernel.ts",
  size: 3,
  url: origin + path,
  ...over,
});

describe("R20: an upload to a chat gets one clear sentence", () => {
  it("of 50 MB is refused before it is fetched", async () => {
    const before = sent;
    expect(await refusal([file("/endless", { size: 50 * 1024 * 1024 })])).toMatch(
      /^kernel\.ts has 50\.0 MB; a kernel's file has/,
    );
    expect(sent).toBe(before);
  });

  it("that is larger than was said is given up on its way", async () => {
    expect(await refusal([file("/endless")])).toMatch(
      /^kernel\.ts has \d+ KB; a kernel's file has at most 256 KB\. Send source/,
    );
    expect(sent).toBeLessThan(50 * 1024 * 1024);
  });

  it.each([
    ["gone", () => file("/gone")],
    ["led elsewhere", () => file("/elsewhere")],
    ["at an address that is not the platform's", () => file("", { url: "http://127.0.0.1:1/x" })],
    ["at no address", () => file("", { url: "file:///etc/passwd" })],
    ["at nonsense", () => file("", { url: "\0" })],
  ])("that is %s is not fetched", async (_, uploaded) => {
    expect(await refusal([uploaded()])).toBe("Slack did not hand over kernel.ts. Upload it again.");
  });

  it("under a name that bites is named harmlessly", async () => {
    const name = `\u202e\u001b[2J@everyone${"x".repeat(1000)}.ts`;
    const said = await refusal([file("/gone", { name }), file("/gone", { name })]);
    expect(said).toMatch(/^[\x20-\x7e]{20,200}$/);
  });

  it("of 33 files at once is refused", async () => {
    expect(await refusal(Array.from({ length: 33 }, () => file("/gone")))).toBe(
      "These are 33 files; 32 are the most. Upload only what the kernel's build needs, or one zip.",
    );
  });
});
