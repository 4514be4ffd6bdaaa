import { parseClickCall } from "@rivulet/protocol";
import type { Context } from "hono";
import type { AppParts } from "../../app-parts.js";
import { isUuidV7 } from "../../domain/id.js";
import { isOfType, readBody } from "../read-body.js";
import { answerEmpty, answerJson, answerProblem } from "./api-answer.js";
import { holderOf } from "./bearer.js";

/** `POST /v1/clicks`: answered when every counted click is on durable storage. */
export function postClicks(parts: AppParts): (c: Context) => Promise<Response> {
  const base = parts.settings.origin;
  return async (c) => {
    let holder = await holderOf(parts, c);
    if (!isOfType(c.req.raw, "application/json")) return answerProblem(base, "unsupported-media-type");
    const body = await readBody(c.req.raw);
    if (!body.ok) return answerProblem(base, body.code === "too-large" ? "too-large" : "invalid-json");
    const parsed = parseClickCall(body.text);
    if (!parsed.ok) return answerProblem(base, parsed.code, { errors: parsed.errors });
    // Whoever revokes a site can take back what it has sent: nothing may follow that was let in before.
    while (!parts.tokens.holds(holder)) holder = await holderOf(parts, c);
    return answerJson(await parts.recorder.record(holder, parsed.call.clicks, parts.clock.now()));
  };
}

/** `DELETE /v1/clicks/{id}`. What is no UUID of version 7 can never be a click. */
export function deleteClick(parts: AppParts): (c: Context) => Promise<Response> {
  return async (c) => {
    const holder = await holderOf(parts, c);
    const id = c.req.param("id") ?? "";
    if (!isUuidV7(id)) {
      return answerProblem(parts.settings.origin, "invalid-request", {
        errors: [{ pointer: "/id", detail: "The id is not a UUID of version 7." }],
      });
    }
    await parts.recorder.undo(holder, id, parts.clock.now());
    return answerEmpty(204);
  };
}
