import { repliesTo, topLevel } from "./messages.ts";
import { idOf, type Ref } from "./people/scene.ts";
import { type ShownView, shownView } from "./people/shown-view.ts";
import type { ViewStacks } from "./view-stacks.ts";
import type { Channel, Ephemeral, Message, StoredFile, Workspace } from "./workspace.ts";

/** What people see, for a test to look at. */
export interface Looking {
  /** What stands in the channel itself, the oldest first, as it is now. */
  messages(channel: Ref): readonly Message[];
  /** The replies of a thread, without the message that it hangs on. */
  thread(channel: Ref, ts: string): readonly Message[];
  /** What only this person saw and still sees. */
  ephemerals(user: Ref): readonly Ephemeral[];
  directMessages(user: Ref): readonly Message[];
  /** What the app has uploaded and completed. */
  files(): readonly StoredFile[];
  /** The modal on top of this person's screen. */
  openView(user: Ref): ShownView | undefined;
  homeView(user: Ref): ShownView | undefined;
}

export function createLooking(slack: Workspace, views: ViewStacks): Looking {
  const channelOf = (ref: Ref): Channel => {
    const channel = slack.channels.get(idOf(ref));
    if (channel === undefined) throw new Error(`There is no channel ${idOf(ref)}.`);
    return channel;
  };
  return {
    messages: (channel) => topLevel(channelOf(channel)),
    thread: (channel, ts) => repliesTo(channelOf(channel), ts),
    ephemerals: (user) => [...slack.ephemerals.values()].filter((shown) => shown.user === idOf(user)),
    directMessages(user) {
      const direct = [...slack.channels.values()].filter(
        ({ kind, members }) => kind === "im" && members.has(idOf(user)),
      );
      return direct.flatMap(({ messages }) => [...messages.values()]);
    },
    files: () => [...slack.files.values()].filter((file) => file.user === slack.botUserId && file.complete),
    openView(user) {
      const view = views.current(idOf(user));
      return view === undefined ? undefined : shownView(view);
    },
    homeView(user) {
      const view = views.home(idOf(user));
      return view === undefined ? undefined : shownView(view);
    },
  };
}
