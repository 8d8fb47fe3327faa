import type { UploadedFile, ViewOutput, ViewStateValue } from "@slack/bolt";
import type { AnyBlock, InputBlock, ModalView } from "@slack/types";

/** What somebody fills into a form, by the inputs' block_ids; null empties one. */
export type Answers = Readonly<Record<string, string | null>>;

/** A form as Slack hands it in: what it opened with, and over it what was filled in, as far as its inputs allow it. */
export function fillForm(view: ModalView, answers: Answers = {}, files: readonly string[] = []): ViewOutput {
  const filled = halfFilled(view, answers, files);
  for (const { block_id = "", optional } of view.blocks.filter(isInput)) {
    const [value] = Object.values(filled.state.values[block_id] ?? {});
    const isEmpty = !value?.value && !value?.selected_option && !value?.files?.length;
    if (isEmpty && !optional) throw new Error(`${block_id} must be filled in`);
  }
  return filled;
}

/** The same while somebody is still at it, as Slack tells it when a button is tapped. */
export function halfFilled(view: ModalView, answers: Answers = {}, files: readonly string[] = []): ViewOutput {
  const inputs = view.blocks.filter(isInput);
  const odd = Object.keys(answers).find((id) => !inputs.some(({ block_id }) => block_id === id));
  if (odd !== undefined) throw new Error(`the form has no input ${odd}: ${inputs.map(({ block_id }) => block_id)}`);
  const values = inputs.map((input) => {
    const id = input.block_id ?? "";
    const value = stateOf(input, Object.hasOwn(answers, id) ? (answers[id] ?? null) : undefined, files);
    return [id, { [input.element.action_id ?? ""]: value }] as const;
  });
  return handedIn(view, Object.fromEntries(values));
}

function isInput(block: AnyBlock): block is InputBlock {
  return block.type === "input";
}

function stateOf(
  { block_id, element }: InputBlock,
  answer: string | null | undefined,
  files: readonly string[],
): ViewStateValue {
  switch (element.type) {
    case "plain_text_input":
    case "number_input": {
      const value = answer === undefined ? (element.initial_value ?? null) : answer;
      if (element.type === "plain_text_input" && (value ?? "").length > (element.max_length ?? 3000)) {
        throw new Error(`${block_id} takes ${element.max_length} characters`);
      }
      if (element.type === "number_input" && value !== null) {
        const [low, high] = [Number(element.min_value), Number(element.max_value)];
        if (!(Number(value) >= low && Number(value) <= high)) throw new Error(`${block_id} can't be ${value}`);
      }
      return { type: element.type, value };
    }
    case "static_select":
    case "radio_buttons": {
      const groups = element.type === "static_select" ? (element.option_groups ?? []) : [];
      const options = [...(element.options ?? []), ...groups.flatMap((group) => group.options)];
      const wanted = answer === undefined ? element.initial_option?.value : answer;
      const chosen = options.find(({ value }) => value === wanted);
      if (wanted && chosen === undefined) throw new Error(`${block_id} doesn't offer ${wanted}`);
      const selected = chosen && { text: { type: "plain_text" as const, text: chosen.text.text }, value: wanted ?? "" };
      return { type: element.type, selected_option: selected ?? null };
    }
    case "file_input":
      return { type: element.type, files: files.map(uploaded) };
    default:
      throw new Error(`nobody fills in a ${element.type} here`);
  }
}

function uploaded(name: string, index: number): UploadedFile {
  return {
    id: `F${index}`,
    created: 0,
    timestamp: 0,
    name,
    title: name,
    filetype: "text",
    mimetype: "text/plain",
    permalink: `https://example.slack.com/files/${name}`,
    url_private: `https://files.slack.com/F${index}/${name}`,
    url_private_download: `https://files.slack.com/F${index}/download/${name}`,
    user: "U1",
    user_team: "T1",
    size: 100 + index,
  };
}

/** Slack adds what was left out to the blocks that it hands back. */
function handedIn(view: ModalView, values: ViewOutput["state"]["values"]): ViewOutput {
  const text = (said: string) => ({ type: "plain_text", text: said, emoji: true }) as const;
  return {
    id: "V1",
    callback_id: view.callback_id ?? "",
    team_id: "T1",
    app_id: "A1",
    bot_id: "B1",
    title: text(view.title.text),
    type: "modal",
    blocks: view.blocks.map((block, index) => ({
      ...structuredClone(block),
      block_id: block.block_id ?? `b${index}`,
      ...(isInput(block) ? { dispatch_action: false } : {}),
    })),
    close: view.close ? text(view.close.text) : null,
    submit: view.submit ? text(view.submit.text) : null,
    state: { values },
    hash: "1.a",
    private_metadata: view.private_metadata ?? "",
    root_view_id: "V1",
    previous_view_id: null,
    clear_on_close: false,
    notify_on_close: false,
  };
}
