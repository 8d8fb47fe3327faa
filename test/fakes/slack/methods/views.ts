import { z } from "zod";
import { checkView } from "../check-view.ts";
import { viewPayload } from "../people/view-payload.ts";
import { Refusal } from "../refusal.ts";
import { defineMethod, id, json, type Method, type Stage } from "./method.ts";

const opening = { trigger_id: id, view: json };

const open = defineMethod({
  args: opening,
  run(args, stage) {
    const view = checkView(stage.slack, args.view, "modal");
    const { user } = stage.triggers.exchange(args.trigger_id);
    return answer(stage, stage.views.open(user, view));
  },
});

const push = defineMethod({
  args: opening,
  run(args, stage) {
    const view = checkView(stage.slack, args.view, "modal");
    const { viewId } = stage.triggers.exchange(args.trigger_id);
    if (viewId === undefined) throw new Refusal("not_found", ["the trigger comes from outside a modal"]);
    return answer(stage, stage.views.push(viewId, view));
  },
});

const update = defineMethod({
  args: { view_id: id.optional(), external_id: id.optional(), hash: z.string().optional(), view: json },
  run(args, stage) {
    if ((args.view_id === undefined) === (args.external_id === undefined)) {
      throw new Refusal("invalid_arguments", ["must provide either `view_id` or `external_id`"]);
    }
    const view = checkView(stage.slack, args.view, "modal");
    const target = { viewId: args.view_id, externalId: args.external_id, hash: args.hash };
    return answer(stage, stage.views.update(target, view));
  },
});

const publish = defineMethod({
  args: { user_id: id, hash: z.string().optional(), view: json },
  run(args, stage) {
    if (!stage.slack.people.has(args.user_id)) throw new Refusal("invalid_arguments", ["user_id: no such user"]);
    const view = checkView(stage.slack, args.view, "home");
    return answer(stage, stage.views.publish(args.user_id, view, args.hash));
  },
});

const answer = (stage: Stage, view: Parameters<typeof viewPayload>[1]) => ({ view: viewPayload(stage.slack, view) });

export const viewMethods: Readonly<Record<string, Method>> = {
  "views.open": open,
  "views.push": push,
  "views.update": update,
  "views.publish": publish,
};
