import type { SocketMode } from "../delivery/socket-mode.ts";
import { Refusal } from "../refusal.ts";
import { defineMethod, type Method } from "./method.ts";

/** The one method of the app's own token: where to open a socket. */
export function connectionMethods(sockets: SocketMode, isRefusing: () => boolean): Readonly<Record<string, Method>> {
  const open = defineMethod({
    token: "app",
    scope: "connections:write",
    args: {},
    run() {
      if (isRefusing()) throw new Refusal("internal_error");
      return { url: sockets.issueUrl() };
    },
  });
  return { "apps.connections.open": open };
}
