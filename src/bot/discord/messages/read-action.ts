import { Action } from "../../cards/action.ts";

/** A button's custom id, which carries its whole action: `tank:vote`, `tank:ask:3:B`, `tank:answer:7`. */
export function actionId(action: Action): string {
  if ("pitch" in action) return `tank:${action.kind}:${action.round}:${action.pitch}`;
  return `tank:${action.kind}${"question" in action ? `:${action.question}` : ""}`;
}

/** The action that a button of ours carries; null for anything else. */
export function readAction(customId: string): Action | null {
  const [, kind, number, pitch] = customId.match(/^tank:([a-z]+)(?::(\d+)(?::([\s\S]*))?)?$/) ?? [];
  const action = Action.safeParse({
    kind,
    ...(number !== undefined &&
      (pitch === undefined ? { question: Number(number) } : { round: Number(number), pitch })),
  });
  return action.success && actionId(action.data) === customId ? action.data : null;
}
