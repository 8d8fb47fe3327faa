/** An answer that Slack gives instead of what was asked for: `{ ok: false, error: code }`. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: string;
  /** What the answer says beside its code: the broken rules, the missing scope. */
  readonly details: readonly string[];
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(code: string, details: readonly string[] = [], extra: Readonly<Record<string, unknown>> = {}) {
    super([code, ...details].join(": "));
    this.code = code;
    this.details = details;
    this.extra = extra;
  }
}
