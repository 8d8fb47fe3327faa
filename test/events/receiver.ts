import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { Webhook } from "standardwebhooks";
import { TankEvent } from "../../src/bot/events/event.ts";

export const secret = `whsec_${Buffer.from("a secret of 32 bytes for a test!").toString("base64")}`;

/** How a receiver meets one request. */
export type Meeting = "take" | "reset" | "hang" | number | ((response: ServerResponse) => void);

export interface Received {
  readonly id: string;
  readonly event: TankEvent;
}

/** Somebody's program on loopback, which checks every signature with the library that receivers use. */
export class Receiver implements AsyncDisposable {
  readonly #server = createServer((request, response) => void this.#meet(request, response));
  readonly #meetings: Meeting[] = [];
  readonly #signer = new Webhook(secret);
  /** Each request in order, those that it did not take too. */
  readonly tried: Received[] = [];
  readonly taken: Received[] = [];
  readonly faults: unknown[] = [];
  url = "";

  static async open(): Promise<Receiver> {
    const receiver = new Receiver();
    receiver.#server.listen(0, "127.0.0.1");
    await once(receiver.#server, "listening");
    const address = receiver.#server.address();
    receiver.url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/hook`;
    return receiver;
  }

  /** What it does with the next requests; after those it takes them. */
  meets(...meetings: readonly Meeting[]): void {
    this.#meetings.push(...meetings);
  }

  async #meet(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(Buffer.from(chunk));
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      const event = TankEvent.parse(this.#signer.verify(Buffer.concat(chunks).toString("utf8"), headers));
      const received = { id: headers["webhook-id"] ?? "", event };
      this.tried.push(received);
      this.#answer(received, response);
    } catch (error) {
      this.faults.push(error);
      response.writeHead(400).end();
    }
  }

  #answer(received: Received, response: ServerResponse): void {
    const meeting = this.#meetings.shift() ?? "take";
    if (meeting === "reset") response.destroy();
    else if (typeof meeting === "function") meeting(response);
    else if (meeting === "take") {
      this.taken.push(received);
      response.writeHead(204).end();
    } else if (meeting !== "hang") response.writeHead(meeting, { location: "/elsewhere" }).end("no");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }
}
