import { UserError } from "../user-error.ts";
import { codeOf, isConnectionLost } from "./database-errors.ts";

/** Where DATABASE_URL leads, without its password. */
export function describeUrl(url: URL): string {
  const user = url.username === "" ? "" : `${decodeURIComponent(url.username)}@`;
  return `${url.protocol}//${user}${url.host}${url.pathname}`;
}

/** @throws UserError that never holds the address itself: what isn't one may still have a password in it. */
export function parseDatabaseUrl(text: string): URL {
  const url = URL.parse(text);
  if (url !== null && /^postgres(ql)?:$/.test(url.protocol) && (url.host !== "" || url.searchParams.has("host"))) {
    return url;
  }
  throw new UserError(
    "database-url",
    "DATABASE_URL is not the address of a PostgreSQL database.",
    "Write it as postgres://user:password@host:5432/name, with special characters of the password percent-encoded.",
  );
}

/** What a person can do about a database that can't be opened; null where the fault is ours. */
export function refusalOf(error: unknown, url: URL, as: "bot" | "worker"): UserError | null {
  const where = describeUrl(url);
  const code = codeOf(error);
  const refuse = (what: string, hint: string) =>
    new UserError("database-refused", `${what} (DATABASE_URL is ${where}).`, hint, { cause: error });
  if (code === "28P01" || code === "28000") {
    return refuse("The database refused this user or password", "Correct the user and the password in DATABASE_URL.");
  }
  if (code === "3D000") {
    return refuse("There is no such database", "Create it with createdb, or correct the name in DATABASE_URL.");
  }
  if (code === "42501" && as === "worker") {
    return refuse(
      "This database user may not do what a worker does",
      "Give it the role that npm run tank -- worker-role --runner NAME prints, once more after an upgrade " +
        "(docs/operations.md).",
    );
  }
  if (code === "42501") {
    return refuse(
      "This database user may not create tables there",
      "Grant CREATE on the database and its public schema to the user in DATABASE_URL.",
    );
  }
  if (code === "53300") {
    return refuse("The database has no connection left", "Raise max_connections, or stop a process that uses it.");
  }
  if (isConnectionLost(error)) {
    return refuse("The database can't be reached", "Start it, or correct the host and the port in DATABASE_URL.");
  }
  // node-postgres: "The server does not support SSL connections", "SASL: … client password must be a string".
  if (error instanceof Error && /SSL|SASL|certificate/i.test(error.message)) {
    return refuse("The database and this program could not agree on how to connect", `It said: ${error.message}`);
  }
  return null;
}
