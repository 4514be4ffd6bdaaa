import * as v from "valibot";
import { LIMITS } from "./well-known.js";
import { wholeNumber } from "./whole-number.js";

/** The query of `GET /v1/counts` and `GET /v1/me`, one entry a parameter; `readUrls` reads it from a request. */
export const urlsQuery = v.object({
  url: v.pipe(
    v.array(v.string()),
    v.maxLength(LIMITS.urls_per_call),
    v.description("Repeated, once a URL. The query has 8,000 characters at most."),
  ),
  base: v.optional(
    v.pipe(v.string(), v.description("An http or https URL against which each `url` is resolved.")),
  ),
});
export type UrlsQuery = v.InferOutput<typeof urlsQuery>;

/** The answer of `GET /v1/counts`, keyed by the URLs as sent; null for one that cannot be parsed. */
export const countsAnswer = v.object({ counts: v.record(v.string(), v.nullable(wholeNumber)) });
export type CountsAnswer = v.InferOutput<typeof countsAnswer>;
