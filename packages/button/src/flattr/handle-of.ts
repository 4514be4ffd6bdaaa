import type { OldFields } from "./old-fields.js";

/**
 * The handle for a classic name. A name on flattr.com is nobody's handle here, since a stranger may have registered it, so all
 * goes to the page's own `publisher`, unless `names` (the value of `data-flattr`) says otherwise: `old:new,…` maps single
 * names, `*` says that classic names are handles on this instance. Undefined where nobody is to be thanked.
 * @example handleOf({ uid: "Ann" }, "Ann:ann_b,bob:bob", "marothro") // "ann_b"
 * @example handleOf({ uid: "Ann" }, "*", undefined) // "ann", since handles are written small
 * @example handleOf({ uid: "Ann" }, "", "marothro") // "marothro"
 */
export function handleOf(
  { user_id: sent, uid = sent }: OldFields,
  names: string,
  publisher: string | undefined,
): string | undefined {
  const pairs = names.split(",").map((pair) => pair.trim().split(/\s*:\s*/) as [string, string]);
  const handles = new Map<string, string | undefined>(pairs);
  return (uid && (handles.get(uid) || (handles.has("*") && uid.toLowerCase()))) || publisher;
}
