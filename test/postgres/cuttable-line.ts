import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** A network between a program and its PostgreSQL that can be cut, and heals. */
export interface CuttableLine extends AsyncDisposable {
  /** The same database, over this line. */
  over(databaseUrl: string): string;
  /** `reset`: every connection breaks, and none can be made; `silence`: bytes vanish, and nobody hears of an end. */
  cut(how: "reset" | "silence"): void;
  /** What fell silent goes on where it was; or stays so for ever, as where a firewall has forgotten its connections. */
  heal(silenced: "goes-on" | "forgotten"): void;
}

interface Pair {
  readonly near: Socket;
  readonly far: Socket;
}

export async function openCuttableLine(serverUrl: string): Promise<CuttableLine> {
  const target = new URL(serverUrl);
  const pairs = new Set<Pair>();
  const forgotten = new Set<Pair>();
  let state: "whole" | "reset" | "silence" = "whole";
  const end = ({ near, far }: Pair) => {
    for (const socket of [near, far]) socket.destroy();
  };
  const onClose = (pair: Pair) => {
    if (state === "silence" || forgotten.has(pair)) return;
    pairs.delete(pair);
    end(pair);
  };
  const join = (pair: Pair) => {
    if (pair.near.destroyed || pair.far.destroyed) return onClose(pair);
    pair.near.pipe(pair.far);
    pair.far.pipe(pair.near);
  };
  const server = createServer({ pauseOnConnect: true }, (near) => {
    if (state === "reset") return void near.on("error", () => undefined).resetAndDestroy();
    const pair = { near, far: connect(Number(target.port), target.hostname) };
    pairs.add(pair);
    for (const socket of [pair.near, pair.far]) {
      socket.on("error", () => undefined);
      socket.on("close", () => onClose(pair));
    }
    if (state === "whole") join(pair);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port is free");
  return {
    over(databaseUrl) {
      const url = new URL(databaseUrl);
      url.port = String(address.port);
      return url.href;
    },
    cut(how) {
      state = how;
      for (const pair of pairs) {
        if (how === "reset") pair.near.resetAndDestroy();
        else for (const socket of [pair.near, pair.far]) socket.unpipe().pause();
      }
    },
    heal(silenced) {
      const wasSilent = state === "silence";
      state = "whole";
      for (const pair of wasSilent ? [...pairs] : []) {
        if (silenced === "goes-on") join(pair);
        else {
          pairs.delete(pair);
          forgotten.add(pair);
          // The server has noticed by its own keepalive probes, which a test does not wait for.
          pair.far.destroy();
        }
      }
    },
    async [Symbol.asyncDispose]() {
      for (const pair of [...pairs, ...forgotten]) end(pair);
      server.close();
      await once(server, "close");
    },
  };
}
