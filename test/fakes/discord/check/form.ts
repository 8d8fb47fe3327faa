import { z } from "zod";
import { type FormError, formError, invalidForm } from "../form-errors.ts";
import { isSnowflake } from "../snowflakes.ts";

/** A text of at most so many characters; both limits are told when it may not be empty. */
export function text(most: number, least = 0) {
  return z.string().min(least).max(most);
}

/** A whole number, also as digits in a text: Discord takes both. */
export function whole(least: number, most: number) {
  const digits = (value: unknown) => (typeof value === "string" && /^-?\d+$/.test(value) ? Number(value) : value);
  return z.preprocess(digits, z.number().int().min(least).max(most));
}

export const snowflake = z
  .string()
  .refine(isSnowflake, { params: { code: "NUMBER_TYPE_COERCE" }, error: notSnowflake });

function notSnowflake({ input }: { readonly input?: unknown }): string {
  return `Value "${String(input)}" is not snowflake.`;
}

/** A link, or a file of the same message. */
export const link = text(2048).refine((value) => /^(https?|attachment):\/\/\S+$/.test(value), {
  params: { code: "URL_TYPE_INVALID_URL" },
  error: "Not a well formed URL.",
});

/** A broken rule of its own, with Discord's code. */
export function broken(
  context: z.RefinementCtx,
  path: readonly (string | number)[],
  code: string,
  message: string,
): void {
  context.addIssue({ code: "custom", path: [...path], params: { code }, message });
}

/** The body as its schema has it, or Discord's 50035 with every broken rule. */
export function readForm<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw invalidForm(parsed.error.issues.flatMap(errorsOf));
}

type Issue = z.core.$ZodIssue;

function errorsOf(issue: Issue): readonly FormError[] {
  const path = issue.path.map((step) => (typeof step === "number" ? step : String(step)));
  switch (issue.code) {
    case "unrecognized_keys":
      // Discord drops these without a word; here a misspelt field is found.
      return issue.keys.map((key) => formError([...path, key], "UNKNOWN_FIELD", "Discord knows no such field."));
    case "invalid_type":
      return [wrongType(path, issue.expected, issue.input)];
    case "invalid_value":
      if (issue.input === undefined) return [formError(path, "BASE_TYPE_REQUIRED", "This field is required")];
      return [formError(path, "BASE_TYPE_CHOICES", `Value must be one of (${issue.values.map(quoted).join(", ")}).`)];
    case "invalid_union":
      return unionErrors(issue, path);
    case "too_small":
    case "too_big":
      return [outOfRange(issue, path)];
    case "invalid_format":
      return [formError(path, "STRING_TYPE_REGEX", "String value did not match validation regex.")];
    case "custom":
      return [formError(path, String(issue.params?.["code"]), issue.message)];
    default:
      return [formError(path, "BASE_TYPE_INVALID", issue.message)];
  }
}

const quoted = (value: unknown) => (typeof value === "string" ? `'${value}'` : String(value));

function wrongType(path: FormError["path"], expected: string, input: unknown): FormError {
  if (input === undefined) return formError(path, "BASE_TYPE_REQUIRED", "This field is required");
  const code = { string: "STRING_TYPE_CONVERT", number: "NUMBER_TYPE_COERCE", int: "NUMBER_TYPE_COERCE" }[expected];
  if (code !== undefined) return formError(path, code, `Could not interpret "${String(input)}" as ${expected}.`);
  if (expected === "array") return formError(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
  if (expected === "boolean") return formError(path, "BOOLEAN_TYPE_CONVERT", "Must be either true or false.");
  return formError(path, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType");
}

function unionErrors(issue: Extract<Issue, { code: "invalid_union" }>, path: FormError["path"]): readonly FormError[] {
  const options = "options" in issue && Array.isArray(issue.options) ? issue.options : undefined;
  if (options !== undefined) {
    const field = String(path.at(-1));
    return [formError(path, "UNION_TYPE_CHOICES", `Value of field "${field}" must be one of (${options.join(", ")}).`)];
  }
  const [fewest = []] = issue.errors.toSorted((one, other) => one.length - other.length);
  return fewest.flatMap((inner) => errorsOf({ ...inner, path: [...issue.path, ...inner.path] }));
}

type Range = Extract<Issue, { code: "too_small" | "too_big" }>;

function outOfRange(issue: Range, path: FormError["path"]): FormError {
  const { origin } = issue;
  const limit = issue.code === "too_big" ? issue.maximum : issue.minimum;
  if (origin !== "string" && origin !== "array") {
    return issue.code === "too_big"
      ? formError(path, "NUMBER_TYPE_MAX", `int value should be less than or equal to ${limit}.`)
      : formError(path, "NUMBER_TYPE_MIN", `int value should be greater than or equal to ${limit}.`);
  }
  if (issue.code === "too_small" && limit === 1 && origin === "string") {
    return formError(path, "BASE_TYPE_BAD_LENGTH", "Must be 1 or more in length.");
  }
  return issue.code === "too_big"
    ? formError(path, "BASE_TYPE_MAX_LENGTH", `Must be ${limit} or fewer in length.`)
    : formError(path, "BASE_TYPE_MIN_LENGTH", `Must be ${limit} or more in length.`);
}
