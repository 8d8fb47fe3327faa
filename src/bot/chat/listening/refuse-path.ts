import { UserError } from "../../../rounds/user-error.ts";

/** A path means a file on the machine of whoever types, which no chat can read. */
export function refusePath(path: string): never {
  throw new UserError(
    "no-paths-here",
    `A chat can't read ${path.slice(0, 100)} from your machine.`,
    "Upload it: /pitch and /pitch code B open a form that takes files.",
  );
}
