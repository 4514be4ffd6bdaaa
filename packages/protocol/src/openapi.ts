import { components } from "./openapi-components.js";
import { embedPaths } from "./openapi-embeds.js";
import { pagePaths } from "./openapi-pages.js";
import { apiPaths } from "./openapi-paths.js";
import { subscriptionPaths } from "./openapi-subscriptions.js";

/**
 * The OpenAPI 3.1 document of a backend at `base`, generated from the schemas that validate. It has every
 * path of the protocol's page.
 * @example openApiDocument("https://give.example").openapi // "3.1.0"
 */
export function openApiDocument(base: string): Record<string, unknown> {
  return {
    openapi: "3.1.0",
    info: {
      title: "Rivulet",
      version: "1",
      summary: "Counts, clicks, subscriptions and connects of a Rivulet backend.",
      description: "The protocol's page has the rules that a schema cannot say.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: base }],
    tags: [
      { name: "read", description: "Needs no account." },
      { name: "connect", description: "OAuth 2.1: authorization code with PKCE, public client." },
      { name: "click", description: "Needs a site token, sent from its site." },
      { name: "subscribe", description: "Needs a site token of the scope `subscribe`, sent from its site." },
      { name: "pages", description: "HTML for people; every other answer is for programs." },
    ],
    paths: { ...apiPaths, ...subscriptionPaths, ...embedPaths, ...pagePaths },
    components: components(),
  };
}
