import * as v from "valibot";
import { wholeNumber } from "./whole-number.js";

/** The limits that every backend of version 1 keeps and tells in its well-known document. */
export const LIMITS = {
  clicks_per_call: 50,
  clicks_per_site_day: 100,
  clicks_per_thing_day: 20,
  urls_per_call: 100,
} as const;

/** The answer of `GET /.well-known/rivulet`. */
export const wellKnown = v.object({
  version: v.literal(1),
  name: v.string(),
  /** Base of the API: `${api}/v1/…`. */
  api: v.string(),
  /** Where a donor connects a site. */
  connect: v.string(),
  currency: v.string(),
  minimum_budget: v.string(),
  languages: v.array(v.string()),
  /** The key that signs published closes; null while the backend publishes none. */
  close_key: v.nullable(v.string()),
  limits: v.object({
    clicks_per_call: wholeNumber,
    clicks_per_site_day: wholeNumber,
    clicks_per_thing_day: wholeNumber,
    urls_per_call: wholeNumber,
  }),
});
export type WellKnown = v.InferOutput<typeof wellKnown>;
