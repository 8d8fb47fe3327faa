import type {
  ActionsBlockElement,
  InputBlock,
  InputBlockElement,
  Option,
  PlainTextElement,
  SectionBlockAccessory,
} from "@slack/types";
import { box, escaped, type Html, words } from "../pictures/html.ts";

type Element = ActionsBlockElement | InputBlockElement | SectionBlockAccessory;

/** A question of a form with its label and its hint. */
export function inputHtml({ label, hint, optional = false, element }: InputBlock): Html {
  const title = [words("label", label.text), ...(optional ? [words("optional", " (optional)")] : [])];
  return box("input", box("", ...title), elementHtml(element), ...(hint ? [box("hint", escaped(hint.text))] : []));
}

/** What can be pressed, chosen or filled in; a kind that we never send shows its name. */
export function elementHtml(element: Element): Html {
  switch (element.type) {
    case "button":
      return words(`button ${element.style ?? ""}`, element.text.text);
    case "plain_text_input":
    case "number_input":
    case "url_text_input":
    case "email_text_input": {
      const isTall = element.type === "plain_text_input" && element.multiline === true;
      return box(`field-box ${isTall ? "tall" : ""}`, filled(element.initial_value, element.placeholder));
    }
    case "static_select":
      return box(
        "field-box select",
        filled(element.initial_option?.text.text, element.placeholder, "Select an option"),
      );
    case "multi_static_select": {
      const chosen = element.initial_options?.map(({ text }) => text.text).join(", ");
      return box("field-box select", filled(chosen, element.placeholder, "Select options"));
    }
    case "radio_buttons":
      return choices("radio", element.options, element.initial_option ? [element.initial_option] : []);
    case "checkboxes":
      return choices("check", element.options, element.initial_options ?? []);
    case "file_input":
      return box(
        "file",
        words("button", "Upload file"),
        words("hint", ` ${element.filetypes?.join(", ") ?? "any file"}`),
      );
    default:
      return words("unknown", `[${element.type}]`);
  }
}

function filled(value: string | undefined, placeholder: PlainTextElement | undefined, otherwise = ""): Html {
  return value === undefined ? words("placeholder", placeholder?.text ?? otherwise) : escaped(value);
}

function choices(className: string, options: readonly Option[], chosen: readonly Option[]): Html {
  const isChosen = ({ value }: Option) => chosen.some((option) => option.value === value);
  const rows = options.map((option) => {
    const about = option.description ? [box("hint", escaped(option.description.text))] : [];
    return box(
      `choice ${isChosen(option) ? "chosen" : ""}`,
      box("mark", ""),
      box("", escaped(option.text.text), ...about),
    );
  });
  return box(className, ...rows);
}
