import { createInterface } from "node:readline";
import { PassThrough } from "node:stream";
import { WriteStream } from "node:tty";
import { describe, expect, it } from "vitest";
import { typingScreen } from "../../src/bot/terminal/typing-screen.ts";

/** What is drawn on a terminal of eighty columns. */
function drawnScreen() {
  const drawn: string[] = [];
  const input = new PassThrough();
  const output = Object.assign(Object.create(WriteStream.prototype), {
    columns: 80,
    isTTY: true,
    write: (text: string) => drawn.push(text) > 0,
    on: () => output,
    removeListener: () => output,
  });
  const readline = createInterface({ input, output, terminal: true });
  return { readline, drawn, screen: typingScreen(readline, output, "@ada> ") };
}

describe("the prompt of somebody who types", () => {
  it("is drawn with what is going on above it", () => {
    const { readline, drawn, screen } = drawnScreen();
    screen.prompt();
    screen.status("A is timed");
    expect(drawn.join("")).toMatch(/A is timed[\s\S]*@ada> /);
    readline.close();
  });

  it("is left alone once it was closed, whatever comes in after that", () => {
    const { readline, drawn, screen } = drawnScreen();
    screen.prompt();
    readline.close();
    const before = drawn.length;
    screen.status("A is timed");
    screen.prompt();
    expect(drawn).toHaveLength(before);
    screen.around(() => drawn.push("the verdict"));
    expect(drawn.slice(before)).toEqual(["the verdict"]);
  });
});
