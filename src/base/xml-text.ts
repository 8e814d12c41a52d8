const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** A text without what XML would read as its own, and without the control characters that it cannot hold. */
export function xmlText(text: string): string {
  return text.replaceAll(/[&<>"]/g, (sign) => ESCAPES[sign]).replaceAll(/\p{Cc}/gu, " ");
}
