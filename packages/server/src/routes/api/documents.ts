import {
  authorizationServerOf,
  formatAmount,
  LIMITS,
  openApiDocument,
  type WellKnown,
} from "@rivulet/protocol";
import type { AppParts } from "../../app-parts.js";
import { languages } from "../../words/choose-language.js";
import { answerJson } from "./api-answer.js";

const FOR_A_WHILE = { "cache-control": "public, max-age=300" };

/** `GET /.well-known/rivulet`: what a button or another backend must know of this one. */
export function wellKnownRoute({ settings }: AppParts): () => Response {
  const document: WellKnown = {
    version: 1,
    name: settings.name,
    api: settings.origin,
    connect: `${settings.origin}/connect`,
    currency: settings.currency,
    minimum_budget: formatAmount(settings.minimumBudget),
    languages,
    close_key: null,
    limits: { ...LIMITS },
  };
  return () => answerJson(document, 200, FOR_A_WHILE);
}

/** `GET /.well-known/oauth-authorization-server` (RFC 8414). */
export function authorizationServerRoute({ settings }: AppParts): () => Response {
  return () => answerJson(authorizationServerOf(settings.origin), 200, FOR_A_WHILE);
}

/** `GET /v1/openapi.json`, from the schemas that validate. */
export function openApiRoute({ settings }: AppParts): () => Response {
  return () => answerJson(openApiDocument(settings.origin));
}
