import { once } from "node:events";
import { createServer } from "node:net";

/** A port of this machine that nobody listened on just now. */
export async function freePort(): Promise<number> {
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const address = listener.address();
  if (address === null || typeof address === "string") throw new Error("no port is free");
  listener.close();
  await once(listener, "close");
  return address.port;
}
