import type { Route } from "../rest/route.ts";
import { channelRoutes } from "./channels.ts";
import { commandRoutes } from "./commands.ts";
import { followUpRoutes } from "./followups.ts";
import { identityRoutes } from "./identity.ts";
import { interactionRoutes } from "./interactions.ts";
import { messageRoutes } from "./messages.ts";

/** Everything of Discord's REST interface that the fake has. */
export const allRoutes: readonly Route[] = [
  ...identityRoutes,
  ...commandRoutes,
  ...channelRoutes,
  ...messageRoutes,
  ...interactionRoutes,
  ...followUpRoutes,
];
