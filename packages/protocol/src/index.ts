/** The protocol's schemas, types and words: the ground on which client and server stand. */

export { formatAmount, MAX_AMOUNT_MICROS, MICROS_PER_UNIT, parseAmount } from "./amount.js";
export {
  type AuthorizationServer,
  authorizationServer,
  authorizationServerOf,
} from "./authorization-server.js";
export { canonicalUrl } from "./canonical-url.js";
export {
  CLICK_BOUNDS,
  CLICK_REFUSALS,
  CLICKS_BODY_BYTES,
  type ClickCall,
  type ClickRefusal,
  type ClickResult,
  type ClickSent,
  type ClicksAnswer,
  clickCall,
  clickResult,
  clickSent,
  clicksAnswer,
} from "./click.js";
export {
  type ConnectError,
  type ConnectRefusal,
  type ConnectRequest,
  connectRequest,
  type ParsedConnectRequest,
  parseConnectRequest,
  type ResponseMode,
  readScopes,
  SCOPES,
  type Scope,
} from "./connect.js";
export { type CountsAnswer, countsAnswer, type UrlsQuery, urlsQuery } from "./counts.js";
export { type DonorState, donorState } from "./donor-state.js";
export { type FieldError, fieldError, fieldErrors } from "./field-error.js";
export { type MeAnswer, meAnswer } from "./me.js";
export { type OembedAnswer, type OembedQuery, oembedAnswer, oembedQuery } from "./oembed.js";
export { openApiDocument } from "./openapi.js";
export { type ParsedClickCall, parseClickCall } from "./parse-click-call.js";
export {
  type ParsedSubscriptionCall,
  type ParsedSubscriptionQuery,
  parseSubscriptionCall,
  parseSubscriptionQuery,
} from "./parse-subscription-call.js";
export { type ParsedTokenRequest, parseRevokeRequest, parseTokenRequest } from "./parse-token-request.js";
export { isPeriod, type Period, periodEndMs, periodOf, periodStartMs } from "./period.js";
export { PROBLEMS, type Problem, type ProblemCode, problem, problemDocument } from "./problem.js";
export { QUERY_CHARACTERS, type ReadUrls, readUrls, type UrlAsked } from "./read-urls.js";
export { isSite, siteOf } from "./site.js";
export { type SubmitQuery, submitQuery } from "./submit.js";
export {
  SUBSCRIPTION_MONTHS,
  type SubscriptionAnswer,
  type SubscriptionCall,
  type SubscriptionMade,
  type SubscriptionMonths,
  type SubscriptionQuery,
  type SubscriptionRejected,
  type SubscriptionState,
  subscriptionAnswer,
  subscriptionCall,
  subscriptionMade,
  subscriptionQuery,
  subscriptionRejected,
  subscriptionState,
} from "./subscription.js";
export { parseTimestamp } from "./timestamp.js";
export {
  type RevokeRequest,
  revokeRequest,
  type TokenAnswer,
  type TokenRefusal,
  type TokenRequest,
  tokenAnswer,
  tokenRefusal,
  tokenRequest,
} from "./token.js";
export { LIMITS, type WellKnown, wellKnown } from "./well-known.js";
