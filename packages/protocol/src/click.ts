import * as v from "valibot";
import { characters } from "./characters.js";
import { donorState } from "./donor-state.js";
import { parseTimestamp, RFC_3339 } from "./timestamp.js";
import { wholeNumber } from "./whole-number.js";

/** Why one click is refused while the call as a whole is answered 200. Each is final. */
export const CLICK_REFUSALS = [
  "unknown-publisher",
  "publisher-closed",
  "own-thing",
  "invalid-url",
  "invalid-id",
  "id-taken",
  "click-too-old",
  "clicked-in-future",
  "too-many-clicks",
  "budget-paused",
  "donor-blocked",
  "site-mismatch",
  "url-not-allowed",
] as const;
export type ClickRefusal = (typeof CLICK_REFUSALS)[number];

/** Bounds of one click, in characters (Unicode code points) and items; their breach refuses the whole call. */
export const CLICK_BOUNDS = { url: 2048, title: 300, tags: 10, tag: 40, category: 40, language: 35 } as const;

/** The largest body of `POST /v1/clicks` in bytes (256 KiB); a larger one is `too-large`. */
export const CLICKS_BODY_BYTES = 262_144;

const timestamp = v.pipe(
  v.string(),
  v.regex(RFC_3339, "A date and time of RFC 3339 with its offset."),
  v.check((text) => parseTimestamp(text) !== null, "A date that is in the calendar."),
  v.metadata({ format: "date-time", description: "When the visitor clicked (RFC 3339, any offset)." }),
);

/**
 * One click as a button sends it. This is the SHAPE: types and bounds whose breach refuses the whole call.
 * Bad values (an id that is no UUID v7, a `javascript:` url, a date ahead) pass here and refuse that one click.
 */
export const clickSent = v.object({
  id: v.pipe(
    v.string(),
    v.description("A UUID of version 7 made by the client; another text refuses this click."),
  ),
  publisher: v.pipe(v.string(), v.description("The handle of the publisher who is paid.")),
  url: v.pipe(characters(CLICK_BOUNDS.url), v.description("The address of the thing, absolute.")),
  title: v.optional(characters(CLICK_BOUNDS.title)),
  clicked_at: timestamp,
  category: v.optional(characters(CLICK_BOUNDS.category)),
  tags: v.optional(v.pipe(v.array(characters(CLICK_BOUNDS.tag)), v.maxLength(CLICK_BOUNDS.tags))),
  language: v.optional(v.pipe(characters(CLICK_BOUNDS.language), v.description("A BCP 47 tag."))),
  unlisted: v.optional(v.pipe(v.boolean(), v.description("Paid, never listed."))),
});
export type ClickSent = v.InferOutput<typeof clickSent>;

/** The body of `POST /v1/clicks`. More than 50 clicks are `too-many-items`, not a matter of shape. */
export const clickCall = v.object({ clicks: v.pipe(v.array(clickSent), v.minLength(1)) });
export type ClickCall = v.InferOutput<typeof clickCall>;

export const clickResult = v.object({
  id: v.pipe(v.string(), v.description("The id as it was sent.")),
  status: v.picklist(["counted", "duplicate", "rejected"]),
  period: v.optional(
    v.pipe(v.string(), v.description("The period that it counts for. Absent when rejected.")),
  ),
  count: v.optional(
    v.pipe(wholeNumber, v.description("Clicks on this URL that are not undone, over all publishers.")),
  ),
  mine: v.optional(
    v.pipe(wholeNumber, v.description("This donor's clicks on this URL through this site in this period.")),
  ),
  problem: v.optional(v.object({ code: v.picklist(CLICK_REFUSALS), detail: v.string() })),
});
export type ClickResult = v.InferOutput<typeof clickResult>;

export const clicksAnswer = v.object({ results: v.array(clickResult), donor: donorState });
export type ClicksAnswer = v.InferOutput<typeof clicksAnswer>;
