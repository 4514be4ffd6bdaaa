import type { Context } from "hono";
import type { AppParts } from "../../app-parts.js";
import { Refusal } from "../../domain/refusal.js";
import type { TokenHolder } from "../../domain/tokens.js";

const BEARER = /^Bearer +([A-Za-z0-9\-._~+/]+=*)$/i;

/**
 * Whom the request's token speaks for. The token's site must be the request's `Origin`, so that another site's page cannot
 * use it; the backend's own pages send no Origin with a GET and are known by `Sec-Fetch-Site`.
 * @throws Refusal `invalid-token`, `wrong-origin`, `insufficient-scope`
 */
export async function holderOf(parts: AppParts, c: Context, scope = "click"): Promise<TokenHolder> {
  const token = BEARER.exec(c.req.header("authorization") ?? "")?.[1];
  const holder = token === undefined ? null : await parts.tokens.read(token, parts.clock.real());
  if (!holder) throw new Refusal("invalid-token", "Send a site token that holds, as Authorization: Bearer.");
  if (c.req.header("origin") !== holder.site && !isOwnPage(parts, c, holder)) {
    throw new Refusal("wrong-origin", "The request's Origin is not the site that the token was issued to.");
  }
  if (!holder.scope.split(" ").includes(scope)) {
    throw new Refusal("insufficient-scope", `The token does not have the scope ${scope}.`);
  }
  return holder;
}

function isOwnPage(parts: AppParts, c: Context, holder: TokenHolder): boolean {
  return (
    c.req.header("origin") === undefined &&
    (c.req.method === "GET" || c.req.method === "HEAD") &&
    c.req.header("sec-fetch-site") === "same-origin" &&
    holder.site === parts.settings.origin
  );
}
