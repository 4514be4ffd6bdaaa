import * as v from "valibot";
import { RESPONSE_MODES, SCOPES } from "./connect.js";

/** The answer of `GET /.well-known/oauth-authorization-server` (RFC 8414 section 2, RFC 9207 section 3). */
export const authorizationServer = v.object({
  issuer: v.pipe(v.string(), v.description("The base, which is also the `iss` of every connect.")),
  authorization_endpoint: v.string(),
  token_endpoint: v.string(),
  revocation_endpoint: v.string(),
  scopes_supported: v.array(v.string()),
  response_types_supported: v.array(v.literal("code")),
  response_modes_supported: v.array(v.picklist(RESPONSE_MODES)),
  grant_types_supported: v.array(v.literal("authorization_code")),
  code_challenge_methods_supported: v.array(v.literal("S256")),
  token_endpoint_auth_methods_supported: v.array(v.literal("none")),
  revocation_endpoint_auth_methods_supported: v.array(v.literal("none")),
  authorization_response_iss_parameter_supported: v.literal(true),
});
export type AuthorizationServer = v.InferOutput<typeof authorizationServer>;

/**
 * The metadata of a backend at `base`; `connect` differs from `BASE/connect` where the API stands under a prefix.
 * @example authorizationServerOf("https://give.example").token_endpoint // "https://give.example/v1/token"
 */
export function authorizationServerOf(base: string, connect = `${base}/connect`): AuthorizationServer {
  return {
    issuer: base,
    authorization_endpoint: connect,
    token_endpoint: `${base}/v1/token`,
    revocation_endpoint: `${base}/v1/revoke`,
    scopes_supported: [...SCOPES],
    response_types_supported: ["code"],
    response_modes_supported: [...RESPONSE_MODES],
    grant_types_supported: ["authorization_code"],
    code_challenge_methods_supported: ["S256"],
    token_endpoint_auth_methods_supported: ["none"],
    revocation_endpoint_auth_methods_supported: ["none"],
    authorization_response_iss_parameter_supported: true,
  };
}
