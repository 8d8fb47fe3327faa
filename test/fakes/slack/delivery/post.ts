import type { Workspace } from "../workspace.ts";
import type { Acknowledgement, Delivery } from "./delivery.ts";
import { deliverOverHttp } from "./http-mode.ts";
import type { SocketMode } from "./socket-mode.ts";

export type Target = { readonly mode: "socket" } | { readonly mode: "http"; readonly url: string };

export interface Post {
  deliverTo(target: Target): void;
  deliver(delivery: Delivery): Promise<Acknowledgement>;
}

/** Takes deliveries to the app, the one way or the other. */
export function createPost(slack: Workspace, sockets: SocketMode, ackWithinMs: number, changed: () => void): Post {
  let target: Target = { mode: "socket" };
  return {
    deliverTo(next) {
      target = next;
    },
    async deliver(delivery) {
      if (target.mode === "socket" && delivery.signature !== undefined) {
        throw new Error("Only deliveries over HTTP are signed.");
      }
      const ack =
        target.mode === "socket"
          ? sockets.deliver(delivery)
          : deliverOverHttp(slack, { url: target.url, ackWithinMs }, delivery);
      try {
        return await ack;
      } finally {
        changed();
      }
    },
  };
}
