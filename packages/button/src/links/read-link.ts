/** Under which name an attribute of the button stands in the query of `/submit/auto`, where that is another. */
const IN_QUERY: Record<string, string> = { publisher: "user_id", name: "title", unlisted: "hidden" };

/** What makes an address a click's: `BACKEND/submit/auto?…`. */
const SUBMIT = /^([^?#]*)\/submit\/auto\/?(?:\?([^#]*)|#|$)/;

/**
 * The attributes of the button that a link stands for: each from the link's `data-NAME`, else from its query; undefined where
 * neither says it. `href` is the link's absolute address.
 * @example
 * readLink(["publisher", "name"], { name: "A post" }, "https://give.example/submit/auto?user_id=marothro&title=x")
 * // { publisher: "marothro", name: "A post" }
 */
export function readLink(
  names: readonly string[],
  data: Readonly<Record<string, string | undefined>>,
  href: string,
): Record<string, string | undefined> {
  const query = new URLSearchParams(SUBMIT.exec(href)?.[2]);
  const read = (name: string) => data[name] ?? (query.get(IN_QUERY[name] ?? name)?.trim() || undefined);
  const attributes = Object.fromEntries(names.map((name) => [name, read(name)]));
  return { ...attributes, language: attributes.language?.replaceAll("_", "-") };
}

/** The backend of a link to `/submit/auto`, without a slash at its end; undefined for any other address. */
export const backendOf = (href: string): string | undefined => SUBMIT.exec(href)?.[1];
