import { type OptionFacts, textOption } from "./option.ts";

/** An approach by its key; `Pipeline Stages` is `pipeline-stages`. */
export function approach(facts: Omit<OptionFacts, "looks" | "suggests">) {
  const looks = "lower case with dashes, such as pipeline-stages";
  return textOption({ looks, suggests: "approach", ...facts }, (said) => {
    const key = said
      .trim()
      .toLowerCase()
      .replace(/[\s_]+/g, "-");
    return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(key) ? key : null;
  });
}
