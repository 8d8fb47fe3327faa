/** The callback_id of each form: what Slack names it by when it is handed in. */
export const formNames = ["pitch", "pitch-edit", "code", "vote", "ask", "answer", "proof", "measure"] as const;

export type FormName = (typeof formNames)[number];

export function isFormName(text: string): text is FormName {
  return formNames.some((name) => name === text);
}
