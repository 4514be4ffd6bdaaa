import { URLS_PARAMETERS } from "./openapi-components.js";
import { jsonResponse, problemResponses, schemaRef, TOKEN_PROBLEMS } from "./openapi-responses.js";

const SITE_TOKEN = [{ siteToken: [] }];

const counts = {
  operationId: "counts",
  tags: ["read"],
  summary: "How often each URL was clicked.",
  parameters: URLS_PARAMETERS,
  responses: {
    200: {
      ...jsonResponse("The counts, keyed by the URLs as sent.", "CountsAnswer"),
      headers: { ETag: { $ref: "#/components/headers/ETag" } },
    },
    304: { description: "Nothing has changed since the ETag in If-None-Match." },
    ...problemResponses(["invalid-request", "too-many-items", "query-too-long"]),
  },
};

const clicks = {
  operationId: "sendClicks",
  tags: ["click"],
  summary: "Sends 1 to 50 clicks.",
  security: SITE_TOKEN,
  requestBody: { required: true, content: { "application/json": { schema: schemaRef("ClickCall") } } },
  responses: {
    200: jsonResponse(
      "A result for each click, in the order of the request; those counted are stored.",
      "ClicksAnswer",
    ),
    ...problemResponses([
      "invalid-json",
      "invalid-request",
      "too-many-items",
      "too-large",
      "unsupported-media-type",
      ...TOKEN_PROBLEMS,
    ]),
  },
};

const undo = {
  operationId: "undoClick",
  tags: ["click"],
  summary: "Takes a click back.",
  security: SITE_TOKEN,
  parameters: [{ name: "id", in: "path", required: true, schema: { type: "string", format: "uuid" } }],
  responses: {
    204: { description: "It is taken back, now or before; or an id never seen is remembered as undone." },
    ...problemResponses(["invalid-request", "unknown-click", "already-settled", ...TOKEN_PROBLEMS]),
  },
};

const me = {
  operationId: "me",
  tags: ["click"],
  summary: "The donor's own state on this site.",
  security: SITE_TOKEN,
  parameters: URLS_PARAMETERS,
  responses: {
    200: jsonResponse("Own clicks, keyed by the URLs as sent.", "MeAnswer"),
    ...problemResponses(["invalid-request", "too-many-items", "query-too-long", ...TOKEN_PROBLEMS]),
  },
};

const form = (schema: string) => ({
  required: true,
  content: { "application/x-www-form-urlencoded": { schema: schemaRef(schema) } },
});

const refusal = jsonResponse("A refusal as RFC 6749 section 5.2 has it.", "TokenRefusal");

const token = {
  operationId: "token",
  tags: ["connect"],
  summary: "Changes a code for a site token.",
  requestBody: form("TokenRequest"),
  responses: {
    200: jsonResponse("The token.", "TokenAnswer"),
    400: refusal,
    ...problemResponses(["too-large"]),
  },
};

const revoke = {
  operationId: "revoke",
  tags: ["connect"],
  summary: "Ends a token (RFC 7009).",
  requestBody: form("RevokeRequest"),
  responses: {
    200: { description: "The token is no longer good; so it is with one that never was." },
    400: refusal,
    ...problemResponses(["too-large"]),
  },
};

const read = (operationId: string, summary: string, schema: string) => ({
  operationId,
  tags: ["read"],
  summary,
  responses: { 200: jsonResponse(summary, schema), ...problemResponses([]) },
});

const openapi = {
  operationId: "openapi",
  tags: ["read"],
  summary: "This document.",
  responses: {
    200: { description: "OpenAPI 3.1.", content: { "application/json": { schema: { type: "object" } } } },
    ...problemResponses([]),
  },
};

/** The addresses that programs ask. */
export const apiPaths = {
  "/v1/counts": { get: counts },
  "/v1/clicks": { post: clicks },
  "/v1/clicks/{id}": { delete: undo },
  "/v1/me": { get: me },
  "/v1/token": { post: token },
  "/v1/revoke": { post: revoke },
  "/v1/openapi.json": { get: openapi },
  "/.well-known/rivulet": { get: read("wellKnown", "What this backend is.", "WellKnown") },
  "/.well-known/oauth-authorization-server": {
    get: read("authorizationServer", "RFC 8414 metadata.", "AuthorizationServer"),
  },
};
