/** Stored numbers carry six significant digits, so that the same samples give the same bytes on every machine (R24). */
export function roundDigits(value: number): number {
  return Number(value.toPrecision(6)) + 0;
}
