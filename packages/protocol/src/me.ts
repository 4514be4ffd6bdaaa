import * as v from "valibot";
import { wholeNumber } from "./whole-number.js";

/** What a site may know of the donor: clicks through this site in this period, and whether the balance covers the budget. */
export const donorState = v.object({ clicks: wholeNumber, funded: v.boolean() });
export type DonorState = v.InferOutput<typeof donorState>;

/** The answer of `GET /v1/me`, keyed by the URLs as sent. */
export const meAnswer = v.object({
  donor: donorState,
  mine: v.record(
    v.string(),
    v.object({
      clicks: wholeNumber,
      /** The id of the donor's last click on the URL that is not undone, or null. */
      last: v.nullable(v.string()),
      subscription: v.nullable(v.object({ months: v.nullable(wholeNumber), until: v.nullable(v.string()) })),
    }),
  ),
});
export type MeAnswer = v.InferOutput<typeof meAnswer>;
