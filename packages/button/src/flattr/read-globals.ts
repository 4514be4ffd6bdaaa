import { fieldsOf, type OldFields } from "./old-fields.js";

/** The globals of 2010 without their `flattr_`, where they are called otherwise elsewhere. */
const NAMES: Record<string, string> = {
  btn: "button",
  hide: "hidden",
  cat: "category",
  tag: "tags",
  lng: "language",
  tle: "title",
  dsc: "description",
};

/** A text to which nothing is added, a number or a boolean; else nothing. */
const ASSIGNED =
  /flattr_([a-z]{3,4})\s*=(?!=)\s*(?:(["'])((?:\\.|(?!\2)[^\\])*)\2(?!\s*[+.[])|(\d+|true|false)\b|)/gs;

/**
 * Reads the globals of 2010 out of the text of the scripts before a loader. They are read and not run: a block that comes later
 * has overwritten them by then, and a CMS may have put every line into a paragraph, which no browser runs. What is not written
 * out is taken from `run`, the globals as scripts have left them; without it a computed address is none.
 * @example readGlobals("var flattr_uid = 'ann';</p><p>var flattr_btn = 'compact'") // { uid: "ann", button: "compact" }
 */
export const readGlobals = (script: string, run?: { readonly [name: string]: unknown }): OldFields =>
  fieldsOf(
    [...script.matchAll(ASSIGNED)].map(([, name = "", , text, bare]) => {
      const written = text === undefined ? bare : unescaped(text);
      return [NAMES[name] ?? name, written ?? run?.[`flattr_${name}`] ?? (name === "url" && "computed:")];
    }),
  );

/** True when a script sets a global of 2010, in whatever way. */
export const setsGlobals = (script: string): boolean => /flattr_[a-z]+\s*=/.test(script);

const unescaped = (text: string) =>
  text.replace(/\\(?:u(\w{4})|n|(.))/gs, (_, code, sign = " ") =>
    code ? String.fromCharCode(+`0x${code}`) : sign,
  );
