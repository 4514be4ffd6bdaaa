import { createHash } from "node:crypto";
import { check } from "./check-answer.js";
import type { Exchange } from "./exchange.js";
import type { Probe } from "./probe.js";

const CHALLENGE = createHash("sha256").update("rivulet-conformance".repeat(3)).digest("base64url");

/** The address of the page, as the backend tells it: only the API may stand under a path. */
async function connectAddress(probe: Probe): Promise<string> {
  const exchange = await probe.once("well-known", () => probe.ask({ path: "/.well-known/rivulet" }));
  const connect = /"connect"\s*:\s*"(https?:[^"]+)"/.exec(exchange.answer.text)?.[1];
  return connect ?? `${probe.base}/connect`;
}

/** Where the answers of the suite's connects go: a page of the site, with a query that must survive. */
export const redirectUri = (probe: Probe) => `${probe.target.site}/rivulet-conformance?page=7`;

/** Opens the page of a connect that is right but for the change; an undefined parameter is left out. */
export async function askConnect(
  probe: Probe,
  change: Record<string, string | undefined> = {},
): Promise<Exchange> {
  const parameters: Record<string, string | undefined> = {
    response_type: "code",
    client_id: probe.target.site,
    redirect_uri: redirectUri(probe),
    state: "rivulet.conformance",
    code_challenge: CHALLENGE,
    code_challenge_method: "S256",
    ...change,
  };
  const given = Object.entries(parameters).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return probe.ask({ path: `${await connectAddress(probe)}?${new URLSearchParams(given)}` });
}

/** Opens the page of a good connect as a stranger's browser does, over the redirects of the backend's own to its end. */
export function openConnect(probe: Probe): Promise<Exchange> {
  return probe.once("connect page", async () => {
    let exchange = await askConnect(probe);
    for (let hops = 0; hops < 5; hops += 1) {
      const location = exchange.answer.headers.get("location");
      if (location === null) return exchange;
      const next = new URL(location, exchange.request.url);
      check(
        next.origin === new URL(exchange.request.url).origin,
        exchange,
        "A good connect leaves the backend without a press.",
      );
      const cookie = exchange.answer.headers.getSetCookie().map((line) => line.split(";", 1)[0]);
      exchange = await probe.ask({
        path: next.href,
        headers: cookie.length > 0 ? { cookie: cookie.join("; ") } : {},
      });
    }
    return exchange;
  });
}

/** The parameters of an error that goes to the site: by redirect, or by a link of the page that says so. */
export function errorSentBack(exchange: Exchange): URLSearchParams {
  const { status, headers, text } = exchange.answer;
  const asked = new URL(exchange.request.url).searchParams.get("redirect_uri") ?? "";
  const ways = status === 302 || status === 303 ? [headers.get("location") ?? ""] : linksOf(text);
  const way = ways.find((address) => URL.canParse(address) && address.startsWith(asked));
  check(way !== undefined, exchange, `The error should be sent to ${asked}, with the query that it has.`);
  return new URL(way ?? asked).searchParams;
}

/** Where the links of a page lead. */
function linksOf(html: string): string[] {
  return [...html.matchAll(/<a\s[^>]*?href=(?:"([^"]*)"|'([^']*)')/gi)].map((link) =>
    (link[1] ?? link[2] ?? "").replace(/&(?:amp|#38|#x26);/gi, "&"),
  );
}

/** Checks that a page of error comes, and no redirect. */
export function checkErrorPage(exchange: Exchange): void {
  const { status, headers } = exchange.answer;
  check(!headers.has("location"), exchange, "It redirects.");
  check(status >= 400 && status < 500, exchange, `A page of error has a status of 4xx, not ${status}.`);
  check(
    /^text\/html\b/i.test(headers.get("content-type") ?? ""),
    exchange,
    "The error is for a person, so it is HTML.",
  );
}

/** The sources of one directive of the answer's Content Security Policy. */
export function directiveOf(exchange: Exchange, name: string): string[] | null {
  const directives = (exchange.answer.headers.get("content-security-policy") ?? "").split(";");
  const found = directives
    .map((directive) => directive.trim().split(/\s+/))
    .find(([key]) => key?.toLowerCase() === name);
  return found?.slice(1) ?? null;
}
