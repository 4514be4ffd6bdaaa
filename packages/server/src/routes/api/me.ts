import { type MeAnswer, readUrls } from "@rivulet/protocol";
import type { Context } from "hono";
import type { AppParts } from "../../app-parts.js";
import { NOTHING_MINE, readMe } from "../../domain/me.js";
import { answerJson, answerProblem } from "./api-answer.js";
import { holderOf } from "./bearer.js";
import { queryOf } from "./query-of.js";

/** `GET /v1/me`: the donor's own clicks through this site in this period, keyed by the URLs as sent. */
export function meRoute(parts: AppParts): (c: Context) => Promise<Response> {
  return async (c) => {
    const holder = await holderOf(parts, c);
    const asked = readUrls(queryOf(c.req.url));
    if (!asked.ok) return answerProblem(parts.settings.origin, asked.code, { errors: asked.errors });
    const canonical = asked.urls.flatMap((url) => (url.canonical === null ? [] : [url.canonical]));
    const { donor, mine } = await readMe(parts.reads, holder, canonical, parts.clock.now());
    const entries = asked.urls.map(({ sent, canonical }) => {
      // What cannot be parsed has never been clicked.
      return [sent, (canonical === null ? undefined : mine.get(canonical)) ?? NOTHING_MINE] as const;
    });
    const answer: MeAnswer = { donor, mine: Object.fromEntries(entries) };
    return answerJson(answer);
  };
}
