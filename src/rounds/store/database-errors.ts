/** The connection is gone or can't be made: what was not committed is rolled back, and trying again may help. */
export function isConnectionLost(error: unknown): boolean {
  const code = codeOf(error);
  if (code !== null && (socketErrors.has(code) || lostStates.test(code))) return true;
  return error instanceof Error && lostMessages.test(error.message);
}

/** Two transactions met: PostgreSQL rolled one back so that the other could go on, and it may simply be tried again. */
export function isConflict(error: unknown): boolean {
  const code = codeOf(error);
  return code === "40001" || code === "40P01";
}

export function codeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !("code" in error)) return null;
  return typeof error.code === "string" ? error.code : null;
}

const socketErrors = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOENT",
]);

/** SQLSTATE class 08 (connection exceptions) and the shutdowns and starts of class 57. */
const lostStates = /^(08\w{3}|57P0[1235])$/;

/** node-postgres gives these no code. */
const lostMessages =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a conn|Query read timeout)/;
