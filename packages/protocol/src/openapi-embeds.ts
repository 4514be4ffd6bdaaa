import { OEMBED_PARAMETERS } from "./openapi-components.js";
import { jsonResponse, problemResponses } from "./openapi-responses.js";

const ETAG = { headers: { ETag: { $ref: "#/components/headers/ETag" } } };

const badge = {
  operationId: "badge",
  tags: ["read"],
  summary: "A count as an image.",
  parameters: [{ name: "url", in: "query", required: true, schema: { type: "string" } }],
  responses: {
    200: {
      description: "An SVG with the count and a text for screen readers.",
      ...ETAG,
      content: { "image/svg+xml": { schema: { type: "string" } } },
    },
    304: { description: "Nothing has changed since the ETag in If-None-Match." },
    ...problemResponses(["invalid-request", "query-too-long"]),
  },
};

const oembed = {
  operationId: "oembed",
  tags: ["read"],
  summary: "oEmbed 1.0 for the page of a thing or a publisher.",
  parameters: OEMBED_PARAMETERS,
  responses: {
    200: jsonResponse("A link without script.", "OembedAnswer"),
    501: { description: "Another format than `json` was asked for." },
    ...problemResponses(["invalid-request"]),
  },
};

/** What other pages take over. */
export const embedPaths = { "/badge.svg": { get: badge }, "/oembed": { get: oembed } };
