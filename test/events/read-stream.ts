import { TankEvent } from "../../src/bot/events/event.ts";

export interface StreamedEvent {
  readonly id: string;
  readonly type: string;
  readonly event: TankEvent;
}

/** Reads a stream of events as an EventSource does. */
export class StreamReader {
  readonly events: StreamedEvent[] = [];
  comments = 0;
  isOpen = true;
  readonly #away = new AbortController();
  readonly done: Promise<void>;

  private constructor(response: Response, away: AbortController) {
    this.#away = away;
    this.done = this.#read(response).finally(() => {
      this.isOpen = false;
    });
  }

  static async open(url: string, after?: string, token?: string): Promise<StreamReader> {
    const away = new AbortController();
    const headers = {
      accept: "text/event-stream",
      ...(after !== undefined && { "last-event-id": after }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    };
    const response = await fetch(url, { headers, signal: away.signal });
    if (response.headers.get("content-type") !== "text/event-stream; charset=utf-8") {
      throw new Error(`${response.status}: ${await response.text()}`);
    }
    return new StreamReader(response, away);
  }

  get ids(): readonly string[] {
    return this.events.map(({ id }) => id);
  }

  async close(): Promise<void> {
    this.#away.abort();
    await this.done;
  }

  async #read(response: Response): Promise<void> {
    let text = "";
    try {
      for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        text += chunk;
        const blocks = text.split("\n\n");
        text = blocks.pop() ?? "";
        for (const block of blocks) this.#take(block);
      }
    } catch (error) {
      if (!this.#away.signal.aborted && !(error instanceof TypeError)) throw error;
    }
  }

  #take(block: string): void {
    const fields = new Map(
      block.split("\n").map((line) => {
        const [, name = "", value = ""] = /^([^:]*): ?(.*)$/.exec(line) ?? [];
        return [name, value];
      }),
    );
    if (fields.has("")) this.comments++;
    const data = fields.get("data");
    if (data === undefined) return;
    this.events.push({
      id: fields.get("id") ?? "",
      type: fields.get("event") ?? "",
      event: TankEvent.parse(JSON.parse(data)),
    });
  }
}
