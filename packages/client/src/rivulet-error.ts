/** What the client itself can say, beside the protocol's codes. */
export type ClientCode =
  | "offline"
  | "timeout"
  | "bad-answer"
  | "wrong-version"
  | "popup-blocked"
  | "popup-closed"
  | "access-denied"
  | "not-connected"
  | "storage-blocked"
  | "needs-gesture";

/** The protocol's codes, written out so that a user of the client needs no other package's types; a test compares them. */
export type ProtocolCode =
  | "invalid-json"
  | "invalid-request"
  | "too-many-items"
  | "invalid-token"
  | "wrong-origin"
  | "insufficient-scope"
  | "not-found"
  | "unknown-click"
  | "method-not-allowed"
  | "already-settled"
  | "too-large"
  | "query-too-long"
  | "unsupported-media-type"
  | "rate-limited"
  | "internal"
  | "unavailable"
  | "unknown-publisher"
  | "publisher-closed"
  | "own-thing"
  | "invalid-url"
  | "invalid-id"
  | "id-taken"
  | "click-too-old"
  | "clicked-in-future"
  | "too-many-clicks"
  | "budget-paused"
  | "donor-blocked"
  | "site-mismatch"
  | "url-not-allowed";

export type RivuletCode = ProtocolCode | ClientCode;

/**
 * The only thing that Rivulet throws; its message is its code. Recognise it by `name` and `code`: two copies of the
 * package on a page have two classes.
 * @example if (error.name === "RivuletError" && error.code === "popup-blocked") …
 */
export class RivuletError extends Error {
  declare readonly code: RivuletCode;
  /** The HTTP status of the answer that was no answer, if there was one. */
  declare readonly status?: number | undefined;
  /** The answer's `Retry-After` as it was sent: seconds or an HTTP date (RFC 9110 section 10.2.3). */
  declare readonly retryAfter?: string | null | undefined;
  override readonly name = "RivuletError";
  constructor(code: RivuletCode, status?: number, retryAfter?: string | null) {
    super(code);
    Object.assign(this, { code, status, retryAfter });
  }
}
