import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

/** The line from the bot to a chat on loopback, for what it asks of its API. It can be cut and mended. */
export class ChatLine implements AsyncDisposable {
  readonly apiUrl: string;
  readonly #server: Server;
  readonly #sockets: Set<Socket>;
  readonly #line: { isCut: boolean };

  private constructor(apiUrl: string, server: Server, sockets: Set<Socket>, line: { isCut: boolean }) {
    this.apiUrl = apiUrl;
    this.#server = server;
    this.#sockets = sockets;
    this.#line = line;
  }

  static async to(apiUrl: string): Promise<ChatLine> {
    const { hostname, port, pathname } = new URL(apiUrl);
    const sockets = new Set<Socket>();
    const line = { isCut: false };
    const keep = (socket: Socket) => {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket)).on("error", () => socket.destroy());
    };
    const server = createServer((near) => {
      keep(near);
      if (line.isCut) {
        near.destroy();
        return;
      }
      const far = connect(Number(port), hostname);
      keep(far);
      near.pipe(far).pipe(near);
      near.on("close", () => far.destroy());
      far.on("close", () => near.destroy());
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("the line has no port");
    return new ChatLine(`http://127.0.0.1:${address.port}${pathname}`, server, sockets, line);
  }

  /** From now on nothing gets through; what is on its way is lost. */
  cut(): void {
    this.#line.isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend(): void {
    this.#line.isCut = false;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut();
    const closed = once(this.#server, "close");
    this.#server.close();
    await closed;
  }
}
