import * as v from "valibot";
import { wholeNumber } from "./whole-number.js";

/** The body of `POST /v1/token` (RFC 6749 section 4.1.3, RFC 7636 section 4.5), sent as a form. */
export const tokenRequest = v.object({
  grant_type: v.literal("authorization_code"),
  code: v.pipe(v.string(), v.nonEmpty()),
  code_verifier: v.pipe(v.string(), v.nonEmpty()),
  client_id: v.pipe(v.string(), v.nonEmpty(), v.description("The site: the origin that asked for the code.")),
  redirect_uri: v.pipe(v.string(), v.nonEmpty(), v.description("The same as in the connect.")),
});
export type TokenRequest = v.InferOutput<typeof tokenRequest>;

/** The body of `POST /v1/revoke` (RFC 7009 section 2.1), sent as a form. */
export const revokeRequest = v.object({ token: v.pipe(v.string(), v.nonEmpty()) });
export type RevokeRequest = v.InferOutput<typeof revokeRequest>;

/** The answer of `POST /v1/token` (RFC 6749 section 5.1, with our `sub`). */
export const tokenAnswer = v.object({
  access_token: v.string(),
  token_type: v.literal("Bearer"),
  expires_in: v.pipe(wholeNumber, v.description("Seconds until the token ends if it is not used.")),
  scope: v.string(),
  sub: v.pipe(v.string(), v.description("An opaque name of the donor, another for each site.")),
});
export type TokenAnswer = v.InferOutput<typeof tokenAnswer>;

/** A refusal of `POST /v1/token` and `POST /v1/revoke` (RFC 6749 section 5.2). */
export const tokenRefusal = v.object({
  error: v.picklist([
    "invalid_request",
    "invalid_client",
    "invalid_grant",
    "unsupported_grant_type",
    "invalid_scope",
  ]),
  error_description: v.optional(v.string()),
});
export type TokenRefusal = v.InferOutput<typeof tokenRefusal>;
