/** How the next call of a method fails. `acceptThen` does what was asked and loses the answer. */
export type Fault =
  | { readonly status: 429; readonly retryAfterS: number }
  | { readonly status: 500 }
  | { readonly error: string }
  | { readonly acceptThen: "timeout" | "reset" };

export interface Faults {
  failNext(method: string, fault: Fault, times?: number): void;
  take(method: string): Fault | undefined;
}

export function createFaults(): Faults {
  const planned = new Map<string, readonly Fault[]>();
  return {
    failNext(method, fault, times = 1) {
      planned.set(method, [...(planned.get(method) ?? []), ...Array.from({ length: times }, () => fault)]);
    },
    take(method) {
      const [fault, ...rest] = planned.get(method) ?? [];
      planned.set(method, rest);
      return fault;
    },
  };
}
