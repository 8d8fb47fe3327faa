import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** Stands between a program and its PostgreSQL, and can swallow the answer to a commit. */
export interface CuttingProxy extends AsyncDisposable {
  readonly url: string;
  /** The next commit reaches the server; its answer never comes back, and the connection is gone. */
  cutNextCommit(): void;
}

export async function startCuttingProxy(databaseUrl: string): Promise<CuttingProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let isArmed = false;
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    let isCut = false;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        client.destroy();
        upstream.destroy();
      });
    }
    client.on("data", (data) => {
      if (isArmed && data.includes("commit")) {
        isArmed = false;
        isCut = true;
      }
      upstream.write(data);
    });
    // Once the server has answered, it has committed: only now is the line cut.
    upstream.on("data", (data) => (isCut ? client.destroy() : client.write(data)));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port is free");
  const url = new URL(databaseUrl);
  url.port = String(address.port);
  return {
    url: url.href,
    cutNextCommit() {
      isArmed = true;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
