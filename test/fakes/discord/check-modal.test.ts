import { describe, expect, it } from "vitest";
import { isJson } from "../slack/json.ts";
import { checkChoices } from "./check/check-choices.ts";
import { Modal } from "./check/check-modal.ts";
import { readForm } from "./check/form.ts";
import { Refusal } from "./refusal.ts";
import { fiveRows } from "./sample-modal.ts";

/** The first broken rule of a form, as `path: code`. */
function firstError(check: () => unknown): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return pathOf(error.errors);
  }
}

function pathOf(errors: unknown): string {
  if (!isJson(errors)) return "";
  const [[key = "", inner] = []] = Object.entries(errors);
  if (key === "_errors" && Array.isArray(inner)) return String(isJson(inner[0]) ? inner[0]["code"] : "");
  return `${key}.${pathOf(inner)}`;
}

const x = (count: number) => "x".repeat(count);
const label = (component: object, more: object = {}) => ({ type: 18, label: "a", component, ...more });
const input = (more: object = {}) => ({ type: 4, custom_id: "t", style: 1, ...more });
const modal = (...components: readonly object[]) => ({ custom_id: "m", title: "a", components });

const refused: readonly (readonly [string, object])[] = [
  ["title.BASE_TYPE_MAX_LENGTH", { ...modal(label(input())), title: x(46) }],
  [
    "components.BASE_TYPE_BAD_LENGTH",
    modal(...Array.from({ length: 6 }, (_, n) => label(input({ custom_id: `${n}` })))),
  ],
  ["components.BASE_TYPE_BAD_LENGTH", modal()],
  ["components.1.COMPONENT_CUSTOM_ID_DUPLICATED", modal(label(input()), label(input()))],
  ["components.0.label.BASE_TYPE_MAX_LENGTH", modal(label(input(), { label: x(46) }))],
  ["components.0.description.BASE_TYPE_MAX_LENGTH", modal(label(input(), { description: x(101) }))],
  ["components.0.component.placeholder.BASE_TYPE_MAX_LENGTH", modal(label(input({ placeholder: x(101) })))],
  ["components.0.component.value.BASE_TYPE_MAX_LENGTH", modal(label(input({ value: x(4001) })))],
  ["components.0.component.label.UNKNOWN_FIELD", modal(label(input({ label: "a" })))],
  ["components.0.component.min_values.NUMBER_TYPE_MIN", modal(label({ type: 19, custom_id: "f", min_values: 0 }))],
  ["components.0.component.type.UNION_TYPE_CHOICES", modal(label({ type: 2, custom_id: "b", style: 1, label: "a" }))],
];

describe("a modal", () => {
  it("takes five rows", () => expect(firstError(() => readForm(Modal, fiveRows))).toBeUndefined());

  it.each(refused)("is refused with %s", (error, body) => {
    expect(firstError(() => readForm(Modal, body))).toBe(error);
  });
});

describe("suggestions", () => {
  const choice = (name: string, value = "v") => ({ name, value });

  it("are at most 25, of at most 100 characters", () => {
    const check = (...choices: readonly object[]) => firstError(() => readForm(checkChoices, { choices }));
    expect(check(...Array.from({ length: 25 }, () => choice(x(100))))).toBeUndefined();
    expect(check(...Array.from({ length: 26 }, () => choice("a")))).toBe("choices.BASE_TYPE_MAX_LENGTH");
    expect(check(choice(x(101)))).toBe("choices.0.name.BASE_TYPE_MAX_LENGTH");
    expect(check(choice(""))).toBe("choices.0.name.BASE_TYPE_BAD_LENGTH");
  });
});
