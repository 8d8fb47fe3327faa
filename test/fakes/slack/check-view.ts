import { z } from "zod";
import { describeIssue } from "./blocks/describe-issue.ts";
import { plainText, text } from "./blocks/text-objects.ts";
import { blockFaults } from "./check-blocks.ts";
import { isJson, type Json, objectAt, objectsOf, parseJson } from "./json.ts";
import { Refusal } from "./refusal.ts";
import type { Workspace } from "./workspace.ts";

const shared = {
  blocks: z.array(z.unknown()),
  private_metadata: text(3000, 0).optional(),
  callback_id: text(255).optional(),
  external_id: text(255).optional(),
};

const Modal = z.strictObject({
  type: z.literal("modal"),
  ...shared,
  title: plainText(24),
  submit: plainText(24).optional(),
  close: plainText(24).optional(),
  clear_on_close: z.boolean().optional(),
  notify_on_close: z.boolean().optional(),
});

const Home = z.strictObject({ type: z.literal("home"), ...shared });

const mostBytes = 250_000;

/** A view that Slack would show, or the refusal with every broken rule. */
export function checkView(slack: Workspace, given: unknown, type: "modal" | "home"): Json {
  const view = typeof given === "string" ? parseJson(given) : given;
  if (!isJson(view)) throw new Refusal("invalid_arguments", ["must provide an object [json-pointer:/view]"]);
  if (JSON.stringify(view).length > mostBytes) throw new Refusal("view_too_large");
  const parsed = (type === "modal" ? Modal : Home).safeParse(view, { reportInput: true });
  const shape = parsed.success ? [] : parsed.error.issues.map((issue) => describeIssue(issue, "/view"));
  const faults = [...shape, ...blockFaults(view["blocks"], "modal"), ...inputFaults(slack, view, type)];
  if (faults.length > 0) throw new Refusal("invalid_arguments", faults);
  return view;
}

function inputFaults(slack: Workspace, view: Json, type: "modal" | "home"): readonly string[] {
  const inputs = objectsOf(view["blocks"]).filter((block) => block["type"] === "input");
  const takesFiles = inputs.some((block) => objectAt(block, "element")["type"] === "file_input");
  return [
    ...(inputs.length > 0 && type === "modal" && view["submit"] === undefined
      ? ["missing required field: submit, as there are input blocks [json-pointer:/view]"]
      : []),
    // The reference demands the scope without saying how its lack shows; the fake refuses the view.
    ...(takesFiles && !slack.scopes.has("files:read")
      ? ["file_input needs the scope files:read [json-pointer:/view]"]
      : []),
  ];
}
