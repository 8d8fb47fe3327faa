/** What the app may do in a workspace, and what for: the fewest with which a season can be played. */
export const botScopes: Readonly<Record<string, string>> = {
  commands: "takes /pitch, /vote and /tank",
  "app_mentions:read": "hears @tank in threads, where slash commands don't exist",
  "chat:write": "posts rounds and verdicts, edits them, answers people",
  "files:read": "takes the kernels that people upload",
  "files:write": "posts charts and logs",
  "users:read": "names a player when they first say something",
  "channels:history": "looks what it has posted before it tries again, so that nothing stands there twice",
  "groups:history": "the same in private channels",
  "im:write": "tells one person what concerns them alone: a private measurement, a question to the host",
  "im:history": "looks what it has told them before it tries again",
  "usergroups:read": "knows who is in a user group that a role is given to; needed only where one is",
};

/** Asked for in the manifest, and missed by nobody who names no user group. */
export const groupsScope = "usergroups:read";
