import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from "discord-api-types/v10";
import { z } from "zod";
import { checkSelect, componentId, customId, stringSelectFields } from "./check-components.ts";
import { broken, text, whole } from "./form.ts";
import { withoutNulls } from "./without-nulls.ts";

const isRequired = z.boolean().nullish();

const textInputFields = {
  type: z.literal(ComponentType.TextInput),
  id: componentId,
  custom_id: customId,
  style: z.enum(TextInputStyle),
  value: text(4000).nullish(),
  placeholder: text(100).nullish(),
  required: isRequired,
  min_length: whole(0, 4000).nullish(),
  max_length: whole(1, 4000).nullish(),
};

interface Input {
  readonly min_length?: number | null | undefined;
  readonly max_length?: number | null | undefined;
  readonly value?: string | null | undefined;
}

function checkTextInput({ min_length, max_length, value }: Input, context: z.RefinementCtx): void {
  const [least, most] = [min_length ?? 0, max_length ?? 4000];
  if (least > most) {
    const message = `int value should be less than or equal to ${most}.`;
    broken(context, ["min_length"], "TEXT_INPUT_MIN_LENGTH", message);
  }
  const length = value?.length ?? 0;
  if (length > 0 && (length < least || length > most)) {
    broken(context, ["value"], "BASE_TYPE_BAD_LENGTH", `Must be between ${least} and ${most} in length.`);
  }
}

const FileUpload = z
  .strictObject({
    type: z.literal(ComponentType.FileUpload),
    id: componentId,
    custom_id: customId,
    min_values: whole(0, 10).nullish(),
    max_values: whole(1, 10).nullish(),
    required: isRequired,
  })
  .superRefine(({ min_values, max_values, required }, context) => {
    if (required !== false && min_values === 0) {
      broken(context, ["min_values"], "NUMBER_TYPE_MIN", "int value should be greater than or equal to 1.");
    }
    if ((min_values ?? 0) > (max_values ?? 1)) {
      broken(context, ["min_values"], "NUMBER_TYPE_MAX", "min_values must not be above max_values");
    }
  });

const Label = z.strictObject({
  type: z.literal(ComponentType.Label),
  id: componentId,
  label: text(45, 1),
  description: text(100, 1).nullish(),
  component: z.discriminatedUnion("type", [
    z.strictObject(textInputFields).superRefine(checkTextInput),
    z.strictObject({ ...stringSelectFields, required: isRequired }).superRefine(checkSelect),
    FileUpload,
  ]),
});

/** The older form: one text input, which says its own label. */
const InputRow = z.strictObject({
  type: z.literal(ComponentType.ActionRow),
  id: componentId,
  components: z.array(z.strictObject({ ...textInputFields, label: text(45, 1) }).superRefine(checkTextInput)).length(1),
});

const TextDisplay = z.strictObject({
  type: z.literal(ComponentType.TextDisplay),
  id: componentId,
  content: text(4000, 1),
});

const mostTopLevel = 5;

export const Modal = z
  .strictObject({
    custom_id: customId,
    title: text(45, 1),
    components: z.array(z.discriminatedUnion("type", [Label, InputRow, TextDisplay])),
  })
  .superRefine(({ components }, context) => {
    if (components.length === 0 || components.length > mostTopLevel) {
      broken(context, ["components"], "BASE_TYPE_BAD_LENGTH", `Must be between 1 and ${mostTopLevel} in length.`);
    }
    const ids = components.map((one) => {
      if (one.type === ComponentType.TextDisplay) return undefined;
      return one.type === ComponentType.Label ? one.component.custom_id : one.components[0]?.custom_id;
    });
    for (const [at, id] of ids.entries()) {
      if (id === undefined || ids.indexOf(id) === at) continue;
      broken(context, ["components", at], "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated");
    }
  })
  .transform(withoutNulls)
  .pipe(z.custom<APIModalInteractionResponseCallbackData>());
