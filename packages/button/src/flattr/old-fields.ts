/**
 * What old markup says, under the classic keys (`uid` or `user_id`, `button`, `language`, `hidden`, `tags`, `title`, `url`, …). Every value
 * has its blanks folded and is not empty. Other keys may stand here too, and mean nothing.
 */
export type OldFields = { readonly [key: string]: string | undefined };

/** Makes fields of pairs that anybody may have written. The last of two with one key counts. */
export const fieldsOf = (pairs: (readonly [string, unknown])[]): OldFields =>
  Object.fromEntries(
    pairs
      .map(([key, value]) => [key.trim(), `${value || ""}`.replace(/\s+/g, " ").trim()] as const)
      .filter(([, value]) => value),
  );
