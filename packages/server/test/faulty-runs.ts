import { CASE_SENSITIVE_IDS, CLICK_FAULTS, DUPLICATES, UNDO_FAULTS } from "./click-faults.js";
import {
  ABOUT_FAULTS,
  type Broken,
  COUNTS_FAULTS,
  EMBED_FAULTS,
  ENCODED_NAMES,
  HEADERS,
  NO_ETAG,
  PROBLEM_FAULTS,
  SUBSCRIPTION_FAULTS,
} from "./conformance-faults.js";

/** Runs of the suite, each against a server with faults that do not meet. */
export const RUNS: Record<string, Broken[]> = {
  "missing and wrong headers": HEADERS,
  "wrong problems, and ids compared with their case": [...PROBLEM_FAULTS, ...CASE_SENSITIVE_IDS],
  "counts without null and 304": COUNTS_FAULTS,
  "counts without ETag, tracking parameters not decoded": [...NO_ETAG, ...ENCODED_NAMES],
  "wrong documents and pages, and duplicates called counted": [...ABOUT_FAULTS, ...DUPLICATES],
  "wrong results": CLICK_FAULTS,
  "undo does nothing": UNDO_FAULTS,
  "subscriptions without scope and memory, embeds that carry what they were asked for": [
    ...SUBSCRIPTION_FAULTS,
    ...EMBED_FAULTS,
  ],
};
