import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from "discord.js";

const text = (custom_id: string, style = TextInputStyle.Short) =>
  ({ type: ComponentType.TextInput, custom_id, style, required: false }) as const;

/** Five rows, as many as a modal takes: three texts, a choice, a file. */
export const fiveRows: APIModalInteractionResponseCallbackData = {
  custom_id: "pitch",
  title: "Pitch",
  components: [
    { type: ComponentType.Label, label: "Title", component: { ...text("title"), required: true, max_length: 10 } },
    { type: ComponentType.Label, label: "Why", component: text("why", TextInputStyle.Paragraph) },
    { type: ComponentType.Label, label: "Factor", component: text("factor") },
    {
      type: ComponentType.Label,
      label: "Kind",
      component: {
        type: ComponentType.StringSelect,
        custom_id: "kind",
        options: [
          { label: "wide loads", value: "wide" },
          { label: "fewer", value: "few" },
        ],
      },
    },
    {
      type: ComponentType.Label,
      label: "Kernel",
      description: "One file.",
      component: { type: ComponentType.FileUpload, custom_id: "kernel", required: false },
    },
  ],
};
