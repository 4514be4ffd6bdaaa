import { type Rule, unseen } from "./rule.js";

const BUTTON = "a button's rule, which no backend shows";

export const BUTTON_RULES: readonly Rule[] = [
  unseen("button-lazy", "nothing before it is near the viewport", BUTTON),
  unseen("button-no-cookie", "no cookie, no credentials, no redirect", BUTTON),
  unseen("button-one-request", "one counts request a page", BUTTON),
  unseen("button-without-counts", "it works without counts", BUTTON),
  unseen("button-never-less", "it never shows less than it was told", BUTTON),
  unseen("button-resends", "what could not be sent is sent again", BUTTON),
  unseen("button-singly", "after 400 or 413 clicks go singly", BUTTON),
  unseen("button-own-sub", "a click goes out with a token of its sub", BUTTON),
  unseen("button-claims", "connecting claims this site's clicks alone", BUTTON),
  unseen("button-token-kept", "a token is forgotten only if it is the stored one", BUTTON),
  unseen("button-token-base", "a token goes to its own base alone", BUTTON),
  unseen("button-challenge-first", "the challenge is made before the press", BUTTON),
  unseen("button-state", "only a state that was stored is taken", BUTTON),
  unseen("button-message", "only the backend's own message is taken", BUTTON),
  unseen("button-popup-severed", "a closed popup is no refusal", BUTTON),
  unseen("button-verifier-once", "a verifier is used once", BUTTON),
  unseen("button-fallback", "without script a link shows", BUTTON),
];
