/** What may go wrong with one request. `lost-request` never arrives; a `portal` answers it in the backend's place; `lost-answer` and `cut-body` are carried out. */
export type Fault = "lost-request" | "portal" | "lost-answer" | "cut-body" | 401 | 429 | 503;

export type Request = { method: string; path: string; query: string; headers: Headers; body: string };

type Received = { sub: string; url: string; undone: boolean };

export const BACKEND = "https://give.example";
export const SITE = "https://blog.example";

/** A backend that answers as the protocol says and counts by id, with faults on demand: the `fetch` of a client. */
export function playBackend() {
  const received = new Map<string, Received>();
  const undone = new Set<string>();
  const settled = new Set<string>();
  const subs = new Map([["token-1", "donor-1"]]);
  const codes = new Map<string, string>();
  const requests: Request[] = [];
  const faults: Fault[] = [];
  let otherCounts = 0;

  const countOf = (url: string) =>
    otherCounts + [...received.values()].filter((click) => click.url === url && !click.undone).length;

  function postClicks(sub: string, body: string): Response {
    const { clicks } = JSON.parse(body) as { clicks: { id: string; publisher: string; url: string }[] };
    if (clicks.some(({ publisher }) => publisher === "shapeless")) return problem(400, "invalid-request");
    if (clicks.length > 50) return problem(400, "too-many-items");
    const results = clicks.map(({ id, publisher, url }) => {
      if (publisher === "nobody")
        return { id, status: "rejected", problem: { code: "unknown-publisher", detail: "" } };
      const known = received.get(id);
      if (known && known.sub !== sub)
        return { id, status: "rejected", problem: { code: "id-taken", detail: "" } };
      const status = known || undone.has(id) ? "duplicate" : "counted";
      if (status === "counted") received.set(id, { sub, url, undone: false });
      const mine = [...received.values()].filter(
        (one) => one.sub === sub && one.url === url && !one.undone,
      ).length;
      return { id, status, period: "2026-11", count: countOf(url), mine };
    });
    return json({ results, donor: { clicks: received.size, funded: true } });
  }

  function deleteClick(sub: string, id: string): Response {
    const known = received.get(id);
    if (known && known.sub !== sub) return problem(404, "unknown-click");
    if (settled.has(id)) return problem(409, "already-settled");
    if (known) known.undone = true;
    undone.add(id);
    return new Response(null, { status: 204 });
  }

  function getCounts(query: URLSearchParams): Response {
    const base = query.get("base") ?? undefined;
    const entries = query
      .getAll("url")
      .map((url) => [url, URL.canParse(url, base) ? countOf(new URL(url, base).href) : null]);
    return json({ counts: Object.fromEntries(entries) });
  }

  function getMe(sub: string, query: URLSearchParams): Response {
    const base = query.get("base") ?? undefined;
    const mine = query.getAll("url").map((url) => {
      const own = [...received].filter(
        ([, one]) => one.sub === sub && one.url === new URL(url, base).href && !one.undone,
      );
      return [url, { clicks: own.length, last: own.at(-1)?.[0] ?? null, subscription: null }];
    });
    return json({ donor: { clicks: received.size, funded: true }, mine: Object.fromEntries(mine) });
  }

  function postToken(body: URLSearchParams): Response {
    const sub = codes.get(body.get("code") ?? "");
    codes.delete(body.get("code") ?? "");
    if (!sub || !body.get("code_verifier")) return json({ error: "invalid_grant" }, 400);
    const token = `token-of-${sub}-${subs.size}`;
    subs.set(token, sub);
    return json({ access_token: token, token_type: "Bearer", expires_in: 1, scope: "click", sub });
  }

  function answer({ method, path, query, headers, body }: Request): Response {
    const sub = subs.get(headers.get("authorization")?.replace("Bearer ", "") ?? "");
    if (path === "/v1/counts") return getCounts(new URLSearchParams(query));
    if (path === "/v1/token") return postToken(new URLSearchParams(body));
    if (path === "/v1/revoke") {
      subs.delete(new URLSearchParams(body).get("token") ?? "");
      return new Response(null, { status: 200 });
    }
    if (!sub) return problem(401, "invalid-token");
    if (path === "/v1/clicks") return postClicks(sub, body);
    if (path === "/v1/me") return getMe(sub, new URLSearchParams(query));
    if (method === "DELETE") return deleteClick(sub, path.replace("/v1/clicks/", ""));
    return problem(404, "not-found");
  }

  async function fetch(input: string | URL | globalThis.Request, init: RequestInit = {}): Promise<Response> {
    const url = new URL(String(input));
    const request: Request = {
      method: init.method ?? "GET",
      path: url.pathname,
      query: url.search,
      headers: new Headers(init.headers),
      body: String(init.body ?? ""),
    };
    requests.push(request);
    const fault = faults.shift();
    // An answer takes its time.
    await Promise.resolve();
    if (fault === "lost-request") throw new TypeError("no network");
    if (fault === "portal") return new Response("<!doctype html><h1>Welcome to our network</h1>");
    if (fault === 401) return problem(401, "invalid-token");
    if (fault === 429) return problem(429, "rate-limited", { "retry-after": "7" });
    if (fault === 503) return problem(503, "unavailable", { "retry-after": "2" });
    const response = answer(request);
    if (fault === "lost-answer") throw new TypeError("no network");
    return fault === "cut-body"
      ? new Response('{"results": [{"id', { status: response.status === 204 ? 200 : response.status })
      : response;
  }

  return {
    fetch,
    requests,
    faults,
    received,
    settled,
    subs,
    codes,
    posts: () => requests.filter(({ method, path }) => method === "POST" && path === "/v1/clicks"),
    /** Clicks of other devices on every URL. */
    addOthers(count: number) {
      otherCounts += count;
    },
    counted: () => [...received].filter(([, click]) => !click.undone).map(([id]) => id),
  };
}

const json = (body: object, status = 200) => new Response(JSON.stringify(body), { status });

function problem(status: number, code: string, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify({ type: `${BACKEND}/problems/${code}`, title: code, status, code }), {
    status,
    headers: { "content-type": "application/problem+json", ...headers },
  });
}
