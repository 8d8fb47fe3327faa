import { z } from "zod";
import { describeIssue } from "../blocks/describe-issue.ts";
import type { Json } from "../json.ts";
import { Refusal } from "../refusal.ts";
import type { Triggers } from "../triggers.ts";
import type { ViewStacks } from "../view-stacks.ts";
import type { Workspace } from "../workspace.ts";

/** What a method works on: the workspace, and the modals on people's screens. */
export interface Stage {
  readonly slack: Workspace;
  readonly views: ViewStacks;
  readonly triggers: Triggers;
}

export interface Method {
  readonly token: "bot" | "app";
  /** Slack's reading methods take forms alone and ignore a JSON body. */
  readonly takesJson: boolean;
  scopesFor(args: Json, slack: Workspace): readonly string[];
  call(args: Json, stage: Stage): Json;
}

type ScopeRule = string | ((args: Json, slack: Workspace) => string | readonly string[]);

interface Definition<Shape extends z.ZodRawShape> {
  readonly token?: "bot" | "app";
  readonly takesJson?: boolean;
  readonly scope?: ScopeRule;
  readonly args: Shape;
  run(args: z.output<z.ZodObject<Shape>>, stage: Stage): Json;
}

/** A Web API method that refuses arguments it doesn't know, as a misspelt one is lost at Slack without a word. */
export function defineMethod<Shape extends z.ZodRawShape>(definition: Definition<Shape>): Method {
  const schema = z.strictObject(definition.args);
  return {
    token: definition.token ?? "bot",
    takesJson: definition.takesJson ?? true,
    scopesFor(args, slack) {
      const { scope } = definition;
      if (scope === undefined) return [];
      const needed = typeof scope === "string" ? scope : scope(args, slack);
      return typeof needed === "string" ? [needed] : needed;
    },
    call(args, stage) {
      const parsed = schema.safeParse(args, { reportInput: true });
      if (!parsed.success) {
        throw new Refusal(
          "invalid_arguments",
          parsed.error.issues.map((issue) => describeIssue(issue, "")),
        );
      }
      return definition.run(parsed.data, stage);
    },
  };
}

/** A form has only strings, so a flag comes as a word. */
export const flag = z.preprocess((value) => {
  if (value === "true" || value === "1") return true;
  if (value === "false" || value === "0") return false;
  return value;
}, z.boolean());

export function whole(least: number, most: number) {
  return z.coerce.number().int().min(least).max(most);
}

export const id = z.string().min(1);
export const ts = z.string().regex(/^\d{10}\.\d{6}$/, { message: "must be a ts like 1503435956.000247" });
/** JSON in a form; its reader looks at its shape. */
export const json = z.unknown();
