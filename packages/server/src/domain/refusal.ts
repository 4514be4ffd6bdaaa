import type { ClickRefusal, ProblemCode } from "@rivulet/protocol";

/** Why something is refused, a closed list: the protocol's codes, and those of the pages and the command line. */
export type RefusalCode =
  | ProblemCode
  | ClickRefusal
  | "invalid-mail"
  | "invalid-handle"
  | "handle-taken"
  | "invalid-site"
  | "invalid-amount"
  | "invalid-reference"
  | "reference-taken"
  | "transfer-differs"
  | "budget-too-small"
  | "budget-too-large"
  | "unknown-donor"
  | "unknown-period"
  | "period-not-over"
  | "period-passed"
  | "older-period-open"
  | "not-settled"
  | "not-a-demo"
  | "clock-backwards"
  | "other-currency"
  | "unsound"
  | "foreign-form"
  | "mail-not-sent";

/**
 * A refusal in the domain's own words. It is an answer, not a fault: a code to act on, and a sentence for a person.
 * @example throw new Refusal("handle-taken", `The handle "marothro" is taken.`)
 */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: RefusalCode;

  /** @param options `cause`: the fault behind it, for the log alone */
  constructor(code: RefusalCode, sentence: string, options: ErrorOptions = {}) {
    super(sentence, options);
    this.code = code;
  }
}
