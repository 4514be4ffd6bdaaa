/**
 * A text on one line: white space and control characters become one blank, no-break spaces stay; half of a surrogate pair
 * becomes U+FFFD. It ends after `limit` characters, which are Unicode code points.
 * @example cleanText(" One\n two ", 300) // "One two"
 */
export function cleanText(text: unknown, limit = Number.POSITIVE_INFINITY): string {
  const line = String(text ?? "")
    .replace(/\p{Cs}/gu, "\ufffd")
    .replace(/[\p{Cc}\p{Zl}\p{Zp} ]+/gu, " ")
    .trim();
  return line.length <= limit ? line : [...line].slice(0, limit).join("").trimEnd();
}
