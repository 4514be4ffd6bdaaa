import { PROBLEMS, type ProblemCode } from "@rivulet/protocol";
import type { AppParts } from "../app-parts.js";
import { Refusal } from "../domain/refusal.js";
import { answerProblem } from "./api/api-answer.js";

/** A refusal's code as one of the protocol's closed list, or null where it is a word of the domain alone. */
export function problemCodeOf(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEMS, code);
}

/** The one place where whatever was thrown becomes an answer of the API, without a word of what nobody foresaw. */
export function answerThrown(parts: Pick<AppParts, "settings" | "log">, thrown: unknown): Response {
  const refusal = foreseen(parts, thrown);
  const base = parts.settings.origin;
  if (refusal && problemCodeOf(refusal.code)) {
    return answerProblem(base, refusal.code, { detail: refusal.message });
  }
  if (refusal)
    parts.log.error({ err: refusal }, "a request was refused for a reason that the API does not know");
  return answerProblem(base, "internal");
}

/**
 * What was thrown as a refusal to be told, or null where nobody foresaw it; a busy database is `unavailable`, so that people
 * and clients come again. Whatever the operator could mend is logged, with the fault behind it.
 */
export function foreseen(parts: Pick<AppParts, "log">, thrown: unknown): Refusal | null {
  const refusal = isBusy(thrown)
    ? new Refusal("unavailable", "The database is busy; try again.", { cause: thrown })
    : thrown;
  if (!(refusal instanceof Refusal)) {
    parts.log.error({ err: thrown }, "a request failed");
    return null;
  }
  if (refusal.code === "unavailable")
    parts.log.error({ err: refusal.cause ?? refusal }, "a request was put off");
  return refusal;
}

/** Whether the database could not be had in time (another process holds its lock). */
function isBusy(thrown: unknown): boolean {
  return thrown instanceof Error && "code" in thrown && String(thrown.code).startsWith("SQLITE_BUSY");
}
