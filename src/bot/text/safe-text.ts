/**
 * Text of a player or a kernel, made harmless for a terminal: no escape sequence, no cursor movement, no bell,
 * no text that runs backwards. Line breaks and tabs stay.
 */
export function safeText(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/\t/g, "    ")
    .replace(/(?!\n)[\p{Cc}\p{Bidi_Control}]/gu, "\ufffd");
}
