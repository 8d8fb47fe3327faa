/** What each form is named by on a platform, when it is opened and when it is handed in. */
export const formNames = ["pitch", "pitch-edit", "code", "vote", "ask", "answer", "proof", "measure"] as const;

export type FormName = (typeof formNames)[number];

export function isFormName(text: string): text is FormName {
  return formNames.some((name) => name === text);
}
