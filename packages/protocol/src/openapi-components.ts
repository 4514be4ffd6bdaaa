import { toJsonSchema } from "@valibot/to-json-schema";
import type { GenericSchema } from "valibot";
import { authorizationServer } from "./authorization-server.js";
import { clickCall, clicksAnswer } from "./click.js";
import { connectRequest } from "./connect.js";
import { countsAnswer, urlsQuery } from "./counts.js";
import { meAnswer } from "./me.js";
import { oembedAnswer, oembedQuery } from "./oembed.js";
import { problem } from "./problem.js";
import { submitQuery } from "./submit.js";
import { subscriptionAnswer, subscriptionCall, subscriptionQuery } from "./subscription.js";
import { revokeRequest, tokenAnswer, tokenRefusal, tokenRequest } from "./token.js";
import { LIMITS, wellKnown } from "./well-known.js";

/** A schema as JSON Schema 2020-12. Checks that are functions have their bounds beside them, as metadata. */
export function jsonSchemaOf(schema: GenericSchema): Record<string, unknown> {
  const { $schema: _, ...rest } = toJsonSchema(schema, {
    target: "draft-2020-12",
    typeMode: "input",
    ignoreActions: ["check"],
  });
  return rest as Record<string, unknown>;
}

/** The parameters of a query, one each entry of its schema. */
export function parametersOf(query: GenericSchema): Record<string, unknown>[] {
  const schema = jsonSchemaOf(query) as {
    properties: Record<string, { description?: string }>;
    required?: string[];
  };
  return Object.entries(schema.properties).map(([name, { description, ...property }]) => ({
    name,
    in: "query",
    required: schema.required?.includes(name) ?? false,
    ...(description === undefined ? {} : { description }),
    schema: property,
  }));
}

export const URLS_PARAMETERS = parametersOf(urlsQuery).map((parameter) => ({
  ...parameter,
  // No URL at all is an empty answer, not an error.
  required: false,
}));
export const CONNECT_PARAMETERS = parametersOf(connectRequest);
export const SUBMIT_PARAMETERS = parametersOf(submitQuery);
export const SUBSCRIPTION_PARAMETERS = parametersOf(subscriptionQuery);
export const OEMBED_PARAMETERS = parametersOf(oembedQuery);

/** The schemas by name, the bearer token, and the headers that several answers share. */
export function components(): Record<string, unknown> {
  return { schemas: schemas(), securitySchemes: { siteToken: SITE_TOKEN }, headers: HEADERS };
}

function schemas(): Record<string, unknown> {
  return {
    Problem: jsonSchemaOf(problem),
    CountsAnswer: jsonSchemaOf(countsAnswer),
    ClickCall: withMostClicks(jsonSchemaOf(clickCall)),
    ClicksAnswer: jsonSchemaOf(clicksAnswer),
    MeAnswer: jsonSchemaOf(meAnswer),
    SubscriptionCall: jsonSchemaOf(subscriptionCall),
    SubscriptionAnswer: jsonSchemaOf(subscriptionAnswer),
    OembedAnswer: jsonSchemaOf(oembedAnswer),
    TokenRequest: jsonSchemaOf(tokenRequest),
    TokenAnswer: jsonSchemaOf(tokenAnswer),
    TokenRefusal: jsonSchemaOf(tokenRefusal),
    RevokeRequest: jsonSchemaOf(revokeRequest),
    WellKnown: jsonSchemaOf(wellKnown),
    AuthorizationServer: jsonSchemaOf(authorizationServer),
  };
}

/** The number of clicks has a code of its own, so the validating schema leaves it out. */
function withMostClicks(schema: Record<string, unknown>): Record<string, unknown> {
  const properties = schema.properties as { clicks: Record<string, unknown> };
  return { ...schema, properties: { clicks: { ...properties.clicks, maxItems: LIMITS.clicks_per_call } } };
}

const SITE_TOKEN = {
  type: "http",
  scheme: "bearer",
  description: "A token that a donor gave to one site; the request's Origin must be that site.",
};

const HEADERS = {
  RetryAfter: { description: "Seconds to wait.", schema: { type: "integer", minimum: 0 } },
  Challenge: { description: 'Bearer error="invalid_token"', schema: { type: "string" } },
  ETag: { description: "Send it back in If-None-Match.", schema: { type: "string" } },
};
