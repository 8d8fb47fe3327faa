/**
 * What one message may hold: Discord's own numbers (its documentation's "Embed Limits", "Create Message" and
 * "Component Reference"), less what is added later: a reference in the footer, mentions in front of the content.
 */
export const limits = {
  messages: 5,
  /** Discord takes 2,000; the rest is room for those whom the message mentions. */
  content: 1_000,
  title: 256,
  /** Discord takes 4,096. With title, footer and reference it stays below 6,000, the most for all embeds together. */
  description: 4_000,
  /** Discord takes 2,048; a longer footer is a paragraph of the description. */
  footer: 1_000,
  footerWithRef: 2_048,
  /** What a single line, list item or code block may weigh. */
  pieceWeight: 1_800,
  /** A section that is heavier becomes a file, and only its beginning is shown. */
  sectionWeight: 6_000,
  buttonRows: 5,
  buttonsInRow: 5,
  buttonLabel: 80,
  customId: 100,
} as const;
