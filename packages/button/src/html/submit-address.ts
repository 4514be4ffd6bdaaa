/** What the instance's page is asked to give to; what is null or empty stays out. */
export type SubmitFields = {
  user_id: string;
  url: string;
  title: string | null;
  language: string | null;
  tags: string | null;
  category: string | null;
  hidden: string | null;
};

/** The address of the page on which a person gives without script (protocol page, "Without script"). */
export const submitAddress = (backend: string, fields: SubmitFields): string =>
  `${backend}/submit/auto?${Object.entries(fields)
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}=${encodeStrictly(value as string)}`)
    .join("&")}`;

/** Leaves only RFC 3986's unreserved characters, as PHP's `rawurlencode` does; an apostrophe needs no escaping then. */
const encodeStrictly = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
