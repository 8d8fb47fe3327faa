/** How the next call of a route fails. `acceptThen` does what was asked and loses the answer; `lose` does nothing. */
export type Fault =
  | { readonly status: 429; readonly retryAfterS: number; readonly scope?: "user" | "shared" | "global" }
  | { readonly status: 500 | 502 | 503 }
  | { readonly status: number; readonly code: number; readonly message?: string }
  | { readonly acceptThen: "timeout" | "reset" }
  | { readonly lose: "timeout" | "reset" };

export interface Faults {
  failNext(route: string, fault: Fault, times?: number): void;
  take(route: string): Fault | undefined;
}

/** @param routes every route that there is: a misspelt one is an error of the test */
export function createFaults(routes: ReadonlySet<string>): Faults {
  const planned = new Map<string, readonly Fault[]>();
  return {
    failNext(route, fault, times = 1) {
      if (!routes.has(route)) throw new Error(`There is no route ${route}; there are:\n${[...routes].join("\n")}`);
      planned.set(route, [...(planned.get(route) ?? []), ...Array.from({ length: times }, () => fault)]);
    },
    take(route) {
      const [fault, ...rest] = planned.get(route) ?? [];
      planned.set(route, rest);
      return fault;
    },
  };
}
