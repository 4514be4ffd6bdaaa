/** Sends a request to a server; a fault stands between and spoils what it sees. */
export type Send = (request: Request) => Promise<Response>;
export type Fault = (send: Send) => Send;

/** A request's path, with its method before it. @example "GET /v1/counts" */
export const nameOf = (request: Request) => `${request.method} ${new URL(request.url).pathname}`;

type Seen = { request: Request; response: Response };

/** Spoils the headers of the answers that `where` picks; null drops one. */
export function header(
  name: string,
  value: string | null,
  where: (seen: Seen) => boolean = () => true,
): Fault {
  return (send) => async (request) => {
    const response = await send(request);
    if (!where({ request, response })) return response;
    const headers = new Headers(response.headers);
    if (value === null) headers.delete(name);
    else headers.set(name, value);
    return new Response(response.body, { status: response.status, headers });
  };
}

/** Spoils the text of the answers that `where` picks. */
export function text(spoil: (text: string) => string, where: (seen: Seen) => boolean = () => true): Fault {
  return (send) => async (request) => {
    const response = await send(request);
    if (!where({ request, response }) || response.body === null) return response;
    return new Response(spoil(await response.text()), response);
  };
}

/** Spoils the JSON of the answers that `where` picks. */
export function json<T>(spoil: (document: T) => unknown, where: (seen: Seen) => boolean): Fault {
  return text((given) => JSON.stringify(spoil(JSON.parse(given) as T)), where);
}

/** Answers in the server's place, where it says something. */
export function instead(answer: (request: Request, send: Send) => Promise<Response | null>): Fault {
  return (send) => async (request) => (await answer(request, send)) ?? (await send(request));
}

/** Spoils the body of what is sent to a path, before the server sees it. */
export function sent(path: string, spoil: (text: string) => string): Fault {
  return (send) => async (request) => {
    if (nameOf(request) !== path) return await send(request);
    const { url, method } = request;
    const headers = new Headers(request.headers);
    headers.delete("content-length");
    return await send(new Request(url, { method, headers, body: spoil(await request.text()) }));
  };
}

export const at = (name: string) => (seen: Seen) => nameOf(seen.request) === name;
export const status = (wanted: number) => (seen: Seen) => seen.response.status === wanted;
export const both = (one: (seen: Seen) => boolean, other: (seen: Seen) => boolean) => (seen: Seen) =>
  one(seen) && other(seen);
