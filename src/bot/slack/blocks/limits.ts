/**
 * What one message may hold. Block Kit's own numbers, except where Slack publishes none: a message of 9.6k characters
 * was taken and one of 11.3k refused (`msg_blocks_too_long`), so 8.5k is the most that we send.
 */
export const limits = {
  /** Slack takes 50; the rest is room for buttons, a footer and the note that something stands in a file. */
  blocks: 45,
  messageWeight: 8_500,
  blockWeight: 2_800,
  /** What a single line, list item or code block may weigh. */
  rowWeight: 2_000,
  messages: 5,
  /** A section that is heavier becomes a file, and only its beginning is shown. */
  sectionWeight: 12_000,
  header: 150,
  footer: 1_000,
  fallback: 1_000,
  buttonText: 75,
  buttonValue: 2_000,
  actionId: 255,
  buttonsInBlock: 25,
  buttons: 50,
  tableRows: 100,
  tableColumns: 20,
  tableWeight: 6_000,
  /** Slack refuses cells that are too long without saying how long. */
  cell: 1_000,
} as const;
