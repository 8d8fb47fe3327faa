const booleans: ReadonlyMap<string, boolean> = new Map(
  [
    ["yes", true],
    ["true", true],
    ["on", true],
    ["no", false],
    ["false", false],
    ["off", false],
  ].flatMap(([word, value]) => {
    const text = String(word);
    const spellings = [text, text.toUpperCase(), `${text.charAt(0).toUpperCase()}${text.slice(1)}`];
    return spellings.map((spelling) => [spelling, value === true] as const);
  }),
);

/**
 * A plain scalar as PyYAML reads it, for which the format's folders are written; undefined: as YAML 1.2 does. The two
 * differ in `yes` and `on`, in `1_000`, in octals like `0777`, in `0b101` and in times like `1:30`.
 */
export function pythonScalar(source: string): boolean | number | undefined {
  const boolean = booleans.get(source);
  if (boolean !== undefined) return boolean;
  if (!/^[-+.]?\d/.test(source)) return undefined;
  const sign = source.startsWith("-") ? -1 : 1;
  const digits = source.replace(/^[-+]/, "").replaceAll("_", "");
  if (/^[-+]?0b[01_]+$/.test(source) && digits.length > 2) return sign * Number(digits);
  if (/^[-+]?0x[0-9a-fA-F_]+$/.test(source) && digits.length > 2) return sign * Number(digits);
  if (/^[-+]?0[0-7_]+$/.test(source)) return sign * Number.parseInt(digits, 8);
  if (/^[-+]?[1-9][0-9_]*$/.test(source)) return sign * Number(digits);
  if (/^[-+]?([1-9][0-9_]*(:[0-5]?\d)+|\d[0-9_]*(:[0-5]?\d)+\.[0-9_]*)$/.test(source))
    return sign * sexagesimal(digits);
  if (/^[-+]?(\d[0-9_]*\.[0-9_]*|\.\d[0-9_]*)([eE][-+]\d+)?$/.test(source)) return sign * Number(digits);
  return undefined;
}

function sexagesimal(digits: string): number {
  return digits.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
}
