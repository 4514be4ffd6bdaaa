import * as v from "valibot";

/** A number of things: 0 or more, without a fraction, and exact in JSON. */
export const wholeNumber = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
