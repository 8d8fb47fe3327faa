import type { TestProject } from "vitest/node";
import { createTemplate } from "./databases.ts";
import { startPostgres } from "./start-postgres.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** The tests' own PostgreSQL, without a database's name. */
    postgresUrl: string;
  }
}

/** One PostgreSQL for all tests; each test has a database of its own. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres();
  await createTemplate(server.url);
  project.provide("postgresUrl", server.url);
  return async () => server[Symbol.asyncDispose]();
}
