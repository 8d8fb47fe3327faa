import { setTimeout as after } from "node:timers/promises";
import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from "kysely";

/**
 * A pool whose connections count as lost where a statement goes unanswered for longer than `answerMs`: a network that
 * swallows packets closes nothing, and the system gives up only after a quarter of an hour.
 */
export function answeredPool(pool: PostgresPool, answerMs: () => number): PostgresPool {
  return {
    options: pool.options,
    connect: async () => new AnsweredClient(await pool.connect(), answerMs),
    end: () => pool.end(),
  };
}

class AnsweredClient implements PostgresPoolClient {
  readonly #client: PostgresPoolClient;
  readonly #answerMs: () => number;
  #silence: Error | null = null;

  constructor(client: PostgresPoolClient, answerMs: () => number) {
    this.#client = client;
    this.#answerMs = answerMs;
  }

  query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  query<R>(what: string | PostgresCursor<R>, parameters: readonly unknown[] = []) {
    return typeof what === "string" ? this.#ask<R>(what, parameters) : this.#client.query(what);
  }

  /** One that has fallen silent is never used again. */
  release(destroy?: boolean): void {
    this.#client.release(destroy || this.#silence !== null);
  }

  async #ask<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    if (this.#silence !== null) throw this.#silence;
    const limitMs = this.#answerMs();
    const answer = this.#client.query<R>(sql, parameters);
    if (limitMs === Number.POSITIVE_INFINITY) return answer;
    const answered = new AbortController();
    const silence = after(limitMs, undefined, { signal: answered.signal, ref: false }).then(() => {
      this.#silence = Object.assign(new Error(`the database gave no answer within ${limitMs / 1000} s`), {
        code: "ETIMEDOUT",
      });
      throw this.#silence;
    });
    return Promise.race([answer, silence]).finally(() => answered.abort());
  }
}
