/** The longest that anybody is told; every knob of a kernel or fault of a file may be named in it. */
const longestMessage = 8000;

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
  /** Its words where a season shows no code, for an error whose own words quote some. */
  readonly withoutCode: { readonly message: string; readonly hint: string } | undefined;

  constructor(
    code: string,
    message: string,
    hint?: string,
    options?: ErrorOptions & Partial<Pick<UserError, "about" | "withoutCode">>,
  ) {
    super(message.length > longestMessage ? `${message.slice(0, longestMessage)}…` : message, options);
    this.code = code;
    this.hint = hint;
    this.about = options?.about;
    this.withoutCode = options?.withoutCode;
  }
}
