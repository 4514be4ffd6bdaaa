/** Every number of the client that is a bound: of the protocol, of a browser, or of our own patience. */

/** `limits.clicks_per_call` and the bounds of a query (protocol page). */
export const CLICKS_PER_CALL = 50;
export const URLS_PER_CALL = 100;
export const QUERY_CHARACTERS = 8_000;
/** A longer title refuses its click; a page's own title is no reason to lose one. */
export const TITLE_CHARACTERS = 300;
/** Browsers refuse requests that outlive their page beyond 64 KiB; a character has three bytes at most. */
export const KEEPALIVE_CHARACTERS = 20_000;

/** A request without an answer is given up. */
export const TIMEOUT_MS = 15_000;
/** A count is shared so long. */
export const FRESH_MS = 30_000;
/** A lease whose tab has died ends by itself. */
export const LEASE_MS = 60_000;
/** An ended click is remembered so long, and no count is shown below what its answer said. */
export const REMEMBERED_MS = 600_000;
/** Younger clicks are claimed without a question. */
export const CLAIMED_MS = 3_600_000;

/** The first pause after a failure, the longest one, and the longest that a backend may ask for. */
export const FIRST_PAUSE_MS = 1_000;
export const LONGEST_PAUSE_MS = 300_000;
export const PATIENCE_MS = 86_400_000;

/** A popup that looks closed is looked at so often, so many times. */
export const LOOK_EVERY_MS = 1_000;
export const LOOKS = 3;
