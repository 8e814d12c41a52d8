/** Letters of an address in a link or on the page; some servers take no more. @limit */
const MAX_LETTERS = 2000;

/**
 * An address on the web as its servers are asked for it, without a fragment; null where the text is none, names
 * another protocol, or a password, which a link would pass on.
 */
export function webAddress(text: string): string | null {
  if (text.length > MAX_LETTERS || !/^https?:\/\//i.test(text)) return null;
  try {
    const url = new URL(text);
    if (url.username !== "" || url.password !== "") return null;
    url.hash = "";
    return url.href.length > MAX_LETTERS ? null : url.href;
  } catch {
    return null;
  }
}
