import { fieldsOf, type OldFields } from "./old-fields.js";
import { readAddress } from "./read-address.js";

/** An anchor of a page or of a page's source: its attributes, and the text inside. */
export type OldAnchor = { attributes: Readonly<Record<string, string>>; text?: string };

/**
 * Reads `a.FlattrButton` in all its spellings. The packed `rev` or `rel` and the attributes of the prefix are merged,
 * packed winning key by key: classic took only the packed ones, but authors who wrote both meant both. `href`, `title`, `lang`
 * and the text inside stand for what nothing else gave. Never throws, whatever the values.
 * @example
 * readAnchor({ attributes: { href: "https://a.example/", rev: "flattr;uid:ann;tags:a, b" }, text: "" })
 * // { url: "https://a.example/", uid: "ann", tags: "a, b" }
 */
export function readAnchor({ attributes, text }: OldAnchor, prefix = "data-flattr"): OldFields {
  const { rev = "", rel = "", href = "", title, lang } = attributes;
  const paid = readAddress(href);
  return {
    ...fieldsOf(Object.entries({ url: paid ? "" : href, title, language: lang, description: text })),
    ...paid,
    ...readNamed(attributes, `${prefix}-`),
    ...readPacked(PACKED.test(rev) ? rev : rel),
  };
}

const readNamed = (attributes: OldAnchor["attributes"], prefix: string): OldFields =>
  fieldsOf(
    Object.entries(attributes)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value]),
  );

const PACKED = /^flattr/;

/** Pairs are split at their first colon, since addresses hold colons; the last may lack its semicolon. */
const readPacked = (packed: string): OldFields =>
  fieldsOf(
    PACKED.test(packed)
      ? [...packed.matchAll(/;([^:;]*):([^;]*)/g)].map(([, key = "", value]) => [key, value])
      : [],
  );
