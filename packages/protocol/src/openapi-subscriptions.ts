import { SUBSCRIPTION_PARAMETERS } from "./openapi-components.js";
import { jsonResponse, problemResponses, schemaRef, TOKEN_PROBLEMS } from "./openapi-responses.js";

const SITE_TOKEN = [{ siteToken: [] }];

const put = {
  operationId: "subscribe",
  tags: ["subscribe"],
  summary: "Makes or changes a subscription: a click at the start of each period, from the next one on.",
  security: SITE_TOKEN,
  requestBody: {
    required: true,
    content: { "application/json": { schema: schemaRef("SubscriptionCall") } },
  },
  responses: {
    200: jsonResponse("The subscription, or why it is rejected.", "SubscriptionAnswer"),
    ...problemResponses([
      "invalid-json",
      "invalid-request",
      "too-large",
      "unsupported-media-type",
      ...TOKEN_PROBLEMS,
    ]),
  },
};

const end = {
  operationId: "unsubscribe",
  tags: ["subscribe"],
  summary: "Ends a subscription.",
  security: SITE_TOKEN,
  parameters: SUBSCRIPTION_PARAMETERS,
  responses: {
    204: { description: "It is ended, or there was none." },
    ...problemResponses(["invalid-request", "query-too-long", ...TOKEN_PROBLEMS]),
  },
};

/** The address of subscriptions. */
export const subscriptionPaths = { "/v1/subscriptions": { put, delete: end } };
