/**
 * The references are XML's own five, so that the text can stand in a feed too, and what WordPress's `wp_kses_post` makes of
 * them; brackets are written as WordPress does, so that no shortcode begins in a title.
 */
const REFERENCES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  "[": "&#091;",
  "]": "&#093;",
  "\u00a0": "&#160;",
};

/** Text for between tags or between double quotes. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"'[\]\u00a0]/g, (sign) => REFERENCES[sign] as string);

/** Attributes with a blank before each, in the order given; null leaves one out. */
export const attributesHtml = (attributes: Record<string, string | null>): string =>
  Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => ` ${name}="${escapeHtml(value as string)}"`)
    .join("");
