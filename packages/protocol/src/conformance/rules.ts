import { ABOUT_RULES } from "./about-rules.js";
import { CANONICAL_RULES } from "./canonical-rules.js";
import { CLICK_CALL_RULES } from "./click-call-rules.js";
import { CLICK_RULES } from "./click-rules.js";
import { CODE_RULES } from "./code-rules.js";
import { CONNECT_RULES } from "./connect-rules.js";
import { COUNTS_RULES } from "./counts-rules.js";
import { EMBED_RULES } from "./embed-rules.js";
import { EVERY_ANSWER_RULES } from "./every-answer-rules.js";
import { ME_RULES } from "./me-rules.js";
import { PROBLEM_RULES } from "./problem-rules.js";
import { REFUSAL_RULES } from "./refusal-rules.js";
import type { Rule } from "./rule.js";
import { SUBMIT_RULES } from "./submit-rules.js";
import { SUBSCRIPTION_RULES } from "./subscription-rules.js";
import { TOKEN_RULES } from "./token-rules.js";
import { UNDO_RULES } from "./undo-rules.js";
import { BUTTON_RULES } from "./unseen-rules.js";

/** Every rule of the protocol's page, in its order. */
export const RULES: readonly Rule[] = [
  ...EVERY_ANSWER_RULES,
  ...PROBLEM_RULES,
  ...CODE_RULES,
  ...CANONICAL_RULES,
  ...COUNTS_RULES,
  ...EMBED_RULES,
  ...ABOUT_RULES,
  ...CONNECT_RULES,
  ...TOKEN_RULES,
  ...CLICK_CALL_RULES,
  ...CLICK_RULES,
  ...REFUSAL_RULES,
  ...UNDO_RULES,
  ...ME_RULES,
  ...SUBSCRIPTION_RULES,
  ...SUBMIT_RULES,
  ...BUTTON_RULES,
];
