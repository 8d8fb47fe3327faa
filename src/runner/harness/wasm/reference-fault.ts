/** Where a problem's reference failed, or asked for what can't be: no kernel's doing. */
export class ReferenceFault extends Error {
  override readonly name = "ReferenceFault";
  readonly label: string | undefined;

  constructor(what: string, label: string | undefined, cause: unknown) {
    const said = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    super(`the problem's reference failed: ${what}: ${said}`, { cause });
    this.label = label;
  }
}

/** Runs a step of the reference; whatever it throws is the reference's. `what`: the export in hand. */
export function ofReference<T>(what: string, label: string | undefined, step: () => T): T {
  try {
    return step();
  } catch (cause) {
    throw new ReferenceFault(what, label, cause);
  }
}
