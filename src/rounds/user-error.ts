/**
 * An error whose words we wrote for the person who typed the command or started
 * the program. Everything else that is thrown is a bug.
 *
 * `message` says what happened; `hint` says what to do next.
 */
export class UserError extends Error {
  override readonly name = "UserError";
  readonly code: string;
  readonly hint: string | undefined;

  constructor(code: string, message: string, hint?: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.hint = hint;
  }
}
