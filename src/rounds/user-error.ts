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
  /** The options that it is about, as people write them (`speedup`, `num_ab_stage`; `file` is attached code). */
  readonly about: readonly string[] | undefined;

  constructor(
    code: string,
    message: string,
    hint?: string,
    options?: ErrorOptions & { readonly about?: readonly string[] },
  ) {
    super(message, options);
    this.code = code;
    this.hint = hint;
    this.about = options?.about;
  }
}
