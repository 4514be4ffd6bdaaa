import * as v from "valibot";

/** The query of `GET /oembed`: `readUrls` has no part in it, since its names are those of oEmbed 1.0. */
export const oembedQuery = v.object({
  url: v.pipe(
    v.string(),
    v.description("The page of a thing, or a publisher's or thing's page of this backend."),
  ),
  format: v.optional(v.pipe(v.string(), v.description("`json`; nothing else is answered.")), "json"),
  maxwidth: v.optional(v.pipe(v.string(), v.description("In pixels."))),
  maxheight: v.optional(v.pipe(v.string(), v.description("In pixels."))),
});
export type OembedQuery = v.InferOutput<typeof oembedQuery>;

const pixels = v.pipe(v.number(), v.integer(), v.minValue(1));

/** The answer of `GET /oembed` (oEmbed 1.0, section 2.3.4.4, "The rich type"). */
export const oembedAnswer = v.object({
  version: v.literal("1.0"),
  type: v.literal("rich"),
  title: v.string(),
  author_name: v.pipe(v.string(), v.description("The publisher's handle.")),
  author_url: v.pipe(v.string(), v.description("The publisher's page of this backend.")),
  provider_name: v.string(),
  provider_url: v.string(),
  cache_age: v.optional(v.pipe(v.number(), v.integer(), v.description("Seconds."))),
  html: v.pipe(v.string(), v.description("A link to `/submit/auto`, without script.")),
  width: pixels,
  height: pixels,
});
export type OembedAnswer = v.InferOutput<typeof oembedAnswer>;
