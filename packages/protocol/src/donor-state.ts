import * as v from "valibot";
import { wholeNumber } from "./whole-number.js";

/** What a site may know of the donor: clicks through this site in this period, and whether the balance covers the budget. */
export const donorState = v.object({ clicks: wholeNumber, funded: v.boolean() });
export type DonorState = v.InferOutput<typeof donorState>;
