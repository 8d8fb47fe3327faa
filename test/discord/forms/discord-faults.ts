import { type APIModalInteractionResponseCallbackData, ComponentType } from "discord.js";
import type { FormAnswer } from "../../../src/bot/discord/forms/after-form.ts";
import type { BallotMessage } from "../../../src/bot/discord/forms/ballot-message.ts";

/** Discord's limits, as its reference has them. */
export function modalFaults(modal: APIModalInteractionResponseCallbackData): readonly string[] {
  const { custom_id, title, components } = modal;
  const inputs = components.flatMap((row) => (row.type === ComponentType.Label ? [row] : []));
  const ids = inputs.map(({ component }) => component.custom_id);
  return [
    ...sized("custom_id", custom_id, 100),
    ...sized("title", title, 45),
    ...(components.length < 1 || components.length > 5 ? [`${components.length} rows`] : []),
    ...(new Set(ids).size < ids.length ? ["an id twice"] : []),
    ...components.flatMap((row) => {
      if (row.type === ComponentType.TextDisplay) return sized("text", row.content, 4000);
      if (row.type !== ComponentType.Label) return [`a row of type ${row.type}`];
      const { component, label, description } = row;
      return [
        ...sized("label", label, 45),
        ...(description === undefined ? [] : sized("description", description, 100)),
        ...sized("input", component.custom_id, 100),
        ...inputFaults(component),
      ];
    }),
    ...(JSON.stringify(modal).isWellFormed() ? [] : ["half of a surrogate pair"]),
  ];
}

type Component = Extract<
  APIModalInteractionResponseCallbackData["components"][number],
  { readonly type: ComponentType.Label }
>["component"];

function inputFaults(component: Component): readonly string[] {
  if (component.type === ComponentType.TextInput) {
    const { placeholder, value, max_length = 4000 } = component;
    return [
      ...(placeholder === undefined ? [] : sized("placeholder", placeholder, 100)),
      ...(value === undefined ? [] : sized("value", value, max_length)),
      ...(max_length < 1 || max_length > 4000 ? [`max_length ${max_length}`] : []),
    ];
  }
  return component.type === ComponentType.StringSelect ? listFaults(component) : [];
}

interface List {
  readonly placeholder?: string;
  readonly options: readonly {
    readonly value: string;
    readonly label: string;
    readonly description?: string;
    readonly default?: boolean;
  }[];
}

function listFaults({ placeholder, options }: List): readonly string[] {
  const values = options.map(({ value }) => value);
  return [
    ...(placeholder === undefined ? [] : sized("placeholder", placeholder, 150)),
    ...(options.length < 1 || options.length > 25 ? [`${options.length} options`] : []),
    ...(new Set(values).size < values.length ? ["a value twice"] : []),
    ...(options.filter((option) => option.default).length > 1 ? ["two are chosen"] : []),
    ...options.flatMap(({ value, label, description }) => [
      ...sized("option's value", value, 100),
      ...sized("option's label", label, 100),
      ...(description === undefined ? [] : sized("option's description", description, 100)),
    ]),
  ];
}

export function rowFaults(rows: FormAnswer["components"]): readonly string[] {
  const ids = rows.flatMap(({ components }) => components.map((each) => ("custom_id" in each ? each.custom_id : "")));
  return [
    ...(rows.length > 5 ? [`${rows.length} rows`] : []),
    ...(new Set(ids).size < ids.length ? [`an id twice: ${ids}`] : []),
    ...rows.flatMap(({ components }) => [
      ...(components.length < 1 || components.length > 5 ? [`${components.length} in a row`] : []),
      ...components.flatMap((each) => {
        if (each.type === ComponentType.StringSelect) {
          return [...(components.length > 1 ? ["a list beside another"] : []), ...listFaults(each)];
        }
        if (each.type !== ComponentType.Button || !("custom_id" in each)) return [`a ${each.type}`];
        return [...sized("custom_id", each.custom_id, 100), ...sized("label", each.label ?? "", 80)];
      }),
    ]),
  ];
}

export function messageFaults({ embeds, components }: BallotMessage): readonly string[] {
  const texts = embeds.flatMap(({ title = "", description = "", fields = [], footer }) => [
    title,
    description,
    ...fields.flatMap(({ name, value }) => [name, value]),
    footer?.text ?? "",
  ]);
  return [
    ...rowFaults(components),
    ...(texts.join("").length > 6000 ? [`${texts.join("").length} characters`] : []),
    ...embeds.flatMap(({ title = "", description = "", fields = [] }) => [
      ...sized("title", title, 256),
      ...sized("description", description, 4096),
      ...(fields.length > 25 ? [`${fields.length} fields`] : []),
      ...fields.flatMap(({ name, value }) => [...sized("name", name, 256), ...sized("value", value, 1024)]),
    ]),
    ...(JSON.stringify({ embeds, components }).isWellFormed() ? [] : ["half of a surrogate pair"]),
  ];
}

function sized(what: string, text: string, most: number): readonly string[] {
  return text.trim() === "" || text.length > most ? [`${what} has ${text.length} characters`] : [];
}
