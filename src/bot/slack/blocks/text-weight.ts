/**
 * What a text counts against the size of a message. Slack keeps `&`, `<` and `>` as entities and emoji by their names,
 * so both are weighed as what they may become.
 */
export function textWeight(text: string): number {
  const entities = text.match(/[&<>]/g)?.length ?? 0;
  const emoji = text.match(/\p{Extended_Pictographic}/gu)?.length ?? 0;
  return text.length + 4 * entities + 18 * emoji;
}

const elementWeight = 10;
const headerWeight = 100;

/** What blocks count: each text in them, and something for every element that holds one. */
export function blocksWeight(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + blocksWeight(each), 0);
  let weight = "type" in value && value.type === "header" ? headerWeight : 0;
  for (const [key, inner] of Object.entries(value)) {
    if ((key === "text" || key === "fallback") && typeof inner === "string")
      weight += textWeight(inner) + elementWeight;
    else weight += blocksWeight(inner);
  }
  return weight;
}
