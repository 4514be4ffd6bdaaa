import { fieldsOf, type OldFields } from "./old-fields.js";

const STATIC =
  /^\s*\w*:?\/\/(?:\w+\.)?flattr\.com\/(?:(?:submit\/auto|view)\/?\?([^#]*)|thing\/\w|(?:profile\/|@)([^/?#]+))/i;

/**
 * Reads a static link to flattr.com: what its query says, or whose profile it is; a `thing` says nothing, since only
 * flattr.com knew whose it was. Null for every other address.
 * @example readAddress("https://flattr.com/submit/auto?user_id=ann&url=https://a.example/") // { user_id: "ann", url: "https://a.example/" }
 */
export function readAddress(href: string): OldFields | null {
  const [found, query, uid] = STATIC.exec(href) ?? [];
  return found ? { ...fieldsOf([["uid", uid]]), ...readQuery(query) } : null;
}

/** The query of a payment link or of the loader. Doubled `&` and raw blanks are usual there. */
export const readQuery = (query?: string): OldFields => fieldsOf([...new URLSearchParams(query)]);
