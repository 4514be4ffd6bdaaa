import type { ClickRefusal, ProblemCode } from "@rivulet/protocol";

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

export type RivuletCode = ProblemCode | ClickRefusal | ClientCode;

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
