import * as v from "valibot";

/** The query of `GET /submit/auto`: the parameters of the first Flattr's auto-submit links. */
export const submitQuery = v.object({
  user_id: v.pipe(v.string(), v.description("The publisher's handle.")),
  url: v.optional(v.pipe(v.string(), v.description("The thing; without it the page asks for it."))),
  title: v.optional(v.string()),
  description: v.optional(v.string()),
  language: v.optional(v.pipe(v.string(), v.description("`fr_FR` or a BCP 47 tag."))),
  tags: v.optional(v.pipe(v.string(), v.description("Separated by commas."))),
  category: v.optional(v.string()),
  hidden: v.optional(v.picklist(["0", "1"])),
});
export type SubmitQuery = v.InferOutput<typeof submitQuery>;
