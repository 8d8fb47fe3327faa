/** What may be known of an error. Whatever else hangs on one can hold a statement's parameters or a message's text. */
export interface ErrorFacts {
  readonly type: string;
  readonly message: string;
  readonly stack: string;
  readonly code?: string | number;
  readonly cause?: ErrorFacts;
}

const longestMessage = 2000;
const deepest = 5;

export function errorFacts(error: unknown, depth = 1): ErrorFacts {
  if (!(error instanceof Error)) return { type: typeof error, message: short(String(error)), stack: "" };
  const cause = causeOf(error);
  return {
    type: error.name,
    message: short(error.message),
    stack: framesOf(error),
    ...("code" in error && isCode(error.code) && { code: error.code }),
    ...(cause !== undefined && depth < deepest && { cause: errorFacts(cause, depth + 1) }),
  };
}

/** The same for a person: the error, where it came from, and what caused it. */
export function errorText(error: unknown): string {
  const texts: string[] = [];
  for (let facts: ErrorFacts | undefined = errorFacts(error); facts !== undefined; facts = facts.cause) {
    const { type, message, stack } = facts;
    texts.push([`${texts.length === 0 ? "" : "caused by "}${type}: ${message}`, ...(stack ? [stack] : [])].join("\n"));
  }
  return texts.join("\n");
}

/** Of several errors at once the one that came first tells the reason. */
function causeOf(error: Error): unknown {
  if (error instanceof SuppressedError) return error.suppressed;
  return error instanceof AggregateError ? error.errors[0] : error.cause;
}

/** A stack begins with the message, which may be long and of several lines. */
function framesOf({ stack = "" }: Error): string {
  const first = stack.search(/^ {4}at /m);
  return first < 0 ? "" : stack.slice(first);
}

function short(text: string): string {
  return text.length <= longestMessage ? text : `${text.slice(0, longestMessage)}…`;
}

function isCode(code: unknown): code is string | number {
  return typeof code === "number" || (typeof code === "string" && code.length <= 60);
}
