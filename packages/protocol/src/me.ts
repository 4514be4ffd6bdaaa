import * as v from "valibot";
import { donorState } from "./donor-state.js";
import { subscriptionState } from "./subscription.js";
import { wholeNumber } from "./whole-number.js";

/** The answer of `GET /v1/me`, keyed by the URLs as sent. */
export const meAnswer = v.object({
  donor: donorState,
  mine: v.record(
    v.string(),
    v.object({
      clicks: wholeNumber,
      /** The id of the donor's last click on the URL that is not undone, or null. */
      last: v.nullable(v.string()),
      /** The donor's subscription to the URL through this site, or null. */
      subscription: v.nullable(subscriptionState),
    }),
  ),
});
export type MeAnswer = v.InferOutput<typeof meAnswer>;
