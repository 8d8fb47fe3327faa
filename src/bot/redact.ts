import { loggedShapes } from "./secret-shapes.ts";
import { type SecretName, secretNamesIn, type Variables } from "./secrets.ts";

/** Takes secrets out of a text that somebody may read. */
export type Redact = (text: string) => string;

/** Shorter ones are words of their own too; an address with a password is known by its shape all the same. */
const shortest = 6;

/** Knows these secrets in every form in which they can get into a text, and what secrets look like. */
export function redactor(variables: Variables): Redact {
  const forms = secretNamesIn(variables)
    .flatMap((name) => formsOf(name, variables[name]).map((form) => ({ name, form })))
    .filter(({ form }) => form.length >= shortest)
    // The longest first: a password is a part of its address.
    .toSorted((a, b) => b.form.length - a.form.length);
  return (text) => {
    const known = forms.reduce((rest, { name, form }) => rest.replaceAll(form, `[${name}]`), text);
    return loggedShapes.reduce((rest, { pattern }) => rest.replace(pattern, "[redacted]"), known);
  };
}

function formsOf(name: SecretName, secret: string | undefined): readonly string[] {
  if (!secret) return [];
  return [secret, ...(name === "DATABASE_URL" ? passwordsOf(secret) : [])].flatMap((form) => [
    form,
    encodeURIComponent(form),
    new URLSearchParams({ form }).toString().slice("form=".length),
    JSON.stringify(form).slice(1, -1),
    Buffer.from(form).toString("base64"),
  ]);
}

/** As it stands in the address, and as the server knows it. */
function passwordsOf(address: string): readonly string[] {
  const url = URL.parse(address);
  const given = [url?.password ?? "", url?.searchParams.get("password") ?? ""].filter((password) => password !== "");
  return given.flatMap((password) => [password, decoded(password)]);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

let redactKnown = redactor({});

/** From here on whatever this process logs or prints at its end is without these. */
export function keepSecret(variables: Variables): void {
  redactKnown = redactor(variables);
}

/** Without the secrets of this process, as far as it has read them. */
export const redact: Redact = (text) => redactKnown(text);
