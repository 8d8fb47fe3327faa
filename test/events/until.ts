import { setTimeout as after } from "node:timers/promises";

/** Looks again and again until something holds. */
export async function until(holds: () => boolean | Promise<boolean>, limitMs = 20_000): Promise<void> {
  const end = Date.now() + limitMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`it did not come to hold in ${limitMs} ms: ${holds}`);
    await after(5);
  }
}
