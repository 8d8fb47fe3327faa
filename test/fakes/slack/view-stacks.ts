import { withIds } from "./check-message.ts";
import { type Json, objectsOf, stringAt } from "./json.ts";
import { Refusal } from "./refusal.ts";
import type { Workspace } from "./workspace.ts";

/** A modal (or a home tab) as one person has it. */
export interface OpenView {
  readonly id: string;
  readonly user: string;
  readonly rootId: string;
  readonly previousId: string | undefined;
  readonly hash: string;
  readonly definition: Json;
  /** What the person has entered so far, by block and action. */
  readonly entered: ReadonlyMap<string, Json>;
  /** Errors that the app has put at fields, by block. */
  readonly errors: Readonly<Record<string, string>>;
}

/** Slack shows at most three modals on top of each other. */
const mostViews = 3;

/** The modals on people's screens, the newest on top. */
export interface ViewStacks {
  current(user: string): OpenView | undefined;
  find(viewId: string): OpenView | undefined;
  open(user: string, definition: Json): OpenView;
  push(below: string, definition: Json): OpenView;
  update(target: ViewTarget, definition: Json): OpenView;
  publish(user: string, definition: Json, hash: string | undefined): OpenView;
  home(user: string): OpenView | undefined;
  close(viewId: string): void;
  clear(user: string): void;
  /** What the person changes on the screen. */
  change(viewId: string, change: Partial<Pick<OpenView, "entered" | "errors">>): OpenView;
}

export interface ViewTarget {
  readonly viewId?: string | undefined;
  readonly externalId?: string | undefined;
  readonly hash?: string | undefined;
}

export function createViewStacks(slack: Workspace): ViewStacks {
  const stacks = new Map<string, readonly OpenView[]>();
  const homes = new Map<string, OpenView>();
  const all = () => [...stacks.values()].flat().concat([...homes.values()]);
  const find = (viewId: string) => all().find((view) => view.id === viewId);

  function fresh(user: string, definition: Json, below?: OpenView): OpenView {
    requireOwnExternalId(definition, undefined);
    const id = slack.newId("V");
    const rootId = below?.rootId ?? id;
    const named = { ...definition, blocks: withIds(slack, objectsOf(definition["blocks"])) };
    const state = { entered: new Map<string, Json>(), errors: {} };
    return { id, user, rootId, previousId: below?.id, hash: newHash(), definition: named, ...state };
  }

  function requireOwnExternalId(definition: Json, own: string | undefined): void {
    const externalId = stringAt(definition, "external_id");
    if (externalId === undefined) return;
    const taken = all().some((view) => view.id !== own && stringAt(view.definition, "external_id") === externalId);
    if (taken) throw new Refusal("duplicate_external_id");
  }

  const newHash = () => `${Math.floor(slack.clock.nowMs() / 1000)}.${slack.newId("h").toLowerCase()}`;

  function replace(before: OpenView, after: OpenView): OpenView {
    if (homes.get(before.user)?.id === before.id) homes.set(before.user, after);
    const stack = stacks.get(before.user) ?? [];
    stacks.set(
      before.user,
      stack.map((view) => (view.id === before.id ? after : view)),
    );
    return after;
  }

  function redefine(view: OpenView, definition: Json, hash: string | undefined): OpenView {
    if (hash !== undefined && hash !== view.hash) throw new Refusal("hash_conflict");
    requireOwnExternalId(definition, view.id);
    const named = { ...definition, blocks: withIds(slack, objectsOf(definition["blocks"])) };
    return replace(view, { ...view, definition: named, hash: newHash(), errors: {} });
  }

  return {
    current: (user) => stacks.get(user)?.at(-1),
    find,
    home: (user) => homes.get(user),
    open(user, definition) {
      const view = fresh(user, definition);
      stacks.set(user, [view]);
      return view;
    },
    push(below, definition) {
      const base = find(below);
      const stack = base === undefined ? [] : (stacks.get(base.user) ?? []);
      if (base === undefined || !stack.includes(base)) throw new Refusal("not_found");
      if (stack.length >= mostViews) throw new Refusal("push_limit_reached");
      const view = fresh(base.user, definition, base);
      stacks.set(base.user, [...stack, view]);
      return view;
    },
    update({ viewId, externalId, hash }, definition) {
      const view = all().find(
        (one) => one.id === viewId || (externalId !== undefined && one.definition["external_id"] === externalId),
      );
      if (view === undefined) throw new Refusal("not_found");
      return redefine(view, definition, hash);
    },
    publish(user, definition, hash) {
      const before = homes.get(user);
      if (before !== undefined) return redefine(before, definition, hash);
      const view = fresh(user, definition);
      homes.set(user, view);
      return view;
    },
    close(viewId) {
      for (const [user, stack] of stacks) {
        stacks.set(
          user,
          stack.filter((view) => view.id !== viewId),
        );
      }
    },
    clear(user) {
      stacks.set(user, []);
    },
    change(viewId, change) {
      const view = find(viewId);
      if (view === undefined) throw new Error(`No view ${viewId} is open.`);
      return replace(view, { ...view, ...change });
    },
  };
}
