import type { APIInteraction } from "discord.js";
import type { WantedForm } from "../../forms/form-facts.ts";
import type { FormId } from "../forms/form-id.ts";
import { type Opened, openForm, openPage } from "../forms/open-form.ts";
import type { Talk } from "./answers.ts";
import type { Desk } from "./desk.ts";
import { runSaid } from "./run-said.ts";

interface Wish {
  readonly by: string;
  readonly interaction: APIInteraction;
}

/** Opens a form. A modal has to be the first answer, and within three seconds; a ballot is a message, and can wait. */
export async function showForm(
  desk: Desk,
  talk: Talk,
  { wanted, ...wish }: Wish & { readonly wanted: WantedForm },
): Promise<void> {
  if (wanted.form === "vote") talk.promise();
  await show(desk, talk, wish, await openForm(desk.tank, wanted, wish.by));
}

/** A page of a form that a button or a list names. */
export async function showPage(desk: Desk, talk: Talk, { id, ...wish }: Wish & { readonly id: FormId }): Promise<void> {
  await show(desk, talk, wish, await openPage(desk.tank, id, wish.by));
}

async function show(desk: Desk, talk: Talk, { by, interaction }: Wish, opened: Opened): Promise<void> {
  switch (opened.kind) {
    case "modal":
      return talk.modal(opened.modal);
    case "message":
      return talk.show(opened.message);
    case "run":
      talk.promise();
      await runSaid(desk, talk, { said: opened.filled, by, interaction, form: null });
  }
}
