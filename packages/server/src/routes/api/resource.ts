import type { Context, Handler } from "hono";
import type { AppParts } from "../../app-parts.js";
import { answerThrown } from "../answer-refusal.js";
import { answerPreflight, answerProblem } from "./api-answer.js";

type Method = "GET" | "POST" | "PUT" | "DELETE";
type ApiHandler = (c: Context) => Promise<Response> | Response;

/**
 * One address of the API with its methods: the only handler of its path, so that preflight, 405 and every error carry the
 * same headers, and a click runs through no middleware.
 */
export function resource(parts: AppParts, handlers: Partial<Record<Method, ApiHandler>>): Handler {
  const methods = Object.keys(handlers);
  const allow = methods.includes("GET") ? [...methods, "HEAD"] : methods;
  return async (c) => {
    const { method } = c.req;
    if (method === "OPTIONS") return answerPreflight();
    const handler = handlers[(method === "HEAD" ? "GET" : method) as Method];
    if (!handler) {
      return answerProblem(parts.settings.origin, "method-not-allowed", {
        detail: `This address takes ${allow.join(", ")}.`,
        headers: { allow: [...allow, "OPTIONS"].join(", ") },
      });
    }
    try {
      return await handler(c);
    } catch (thrown) {
      return answerThrown(parts, thrown);
    }
  };
}
