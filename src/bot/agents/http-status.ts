const statuses: Readonly<Record<string, number>> = {
  "no-token": 401,
  "unknown-token": 401,
  "token-revoked": 401,
  "token-expired": 401,
  "token-elsewhere": 403,
  "foreign-origin": 403,
  "no-such-way": 404,
  "no-such-method": 405,
  "done-before": 409,
  "too-large": 413,
  "bad-json": 400,
  "bad-body": 400,
  "bad-key": 400,
  "too-fast": 429,
  "database-away": 503,
  bug: 500,
};

/** The HTTP status of a refusal; 422 is the game's own: the request was understood, and the rules say no. */
export function statusOf(code: string): number {
  return statuses[code] ?? 422;
}
