import type { ProblemCode } from "@rivulet/protocol";
import { API_HEADERS, answerProblem } from "./mock-answers.js";

/**
 * What can go wrong with a request. `offline`: it never arrives. `lost-answer`: it is carried out, and the answer never comes.
 * `cut`: the answer comes half. `html`: a captive portal answers instead. `slow`: the answer comes late. The others are problem
 * codes, answered instead of carrying it out.
 */
export type MockFault =
  | "offline"
  | "lost-answer"
  | "cut"
  | "html"
  | "slow"
  | "internal"
  | "unavailable"
  | "rate-limited"
  | "invalid-token"
  | "insufficient-scope"
  | "not-found";

/** How a fault comes about; without any of these it befalls the next request of any kind. */
export type FaultOptions = {
  /** Which requests: a method, a path, or both: `"POST /v1/clicks"`, `"/v1/counts"`. */
  on?: string;
  /** How many of them; 1 unless told, `Infinity` until it is ended. */
  times?: number;
  /** What `Retry-After` says, in seconds; 1 unless told. */
  retryAfterSeconds?: number;
  /** How late a `slow` answer comes, in milliseconds; 20,000 unless told, which is longer than the client waits. */
  delayMs?: number;
};

export type PlannedFault = Required<FaultOptions> & { fault: MockFault };

/** The network has failed, as `fetch` says it. */
export class NoNetwork extends TypeError {}

/** Plans a fault. @returns a function that ends it */
export function planFault(
  planned: PlannedFault[],
  fault: MockFault,
  { on = "", times = 1, retryAfterSeconds = 1, delayMs = 20_000 }: FaultOptions = {},
): () => void {
  const plan = { fault, on, times, retryAfterSeconds, delayMs };
  planned.push(plan);
  return () => {
    plan.times = 0;
  };
}

/** The fault that is planned for a request, if there is one; it is used up by that. */
export function takeFault(planned: PlannedFault[], { method, url }: Request): PlannedFault | undefined {
  const { pathname } = new URL(url);
  const found = planned.find(({ on, times }) => {
    const [path = "", wanted = method] = on.split(" ").reverse();
    return times > 0 && wanted === method && pathname.includes(path);
  });
  if (found) found.times -= 1;
  return found;
}

/** Answers a request with what the fault leaves of it. */
export async function answerWithFault(
  base: string,
  { fault, retryAfterSeconds, delayMs }: PlannedFault,
  carryOut: () => Promise<Response>,
): Promise<Response> {
  switch (fault) {
    case "offline":
      throw new NoNetwork("The network is played as away.");
    case "lost-answer":
      await carryOut();
      throw new NoNetwork("The answer is played as lost.");
    case "cut":
      return cut(await carryOut());
    case "html":
      return new Response("<!doctype html><title>Welcome to the hotel's network</title>", {
        headers: { ...API_HEADERS, "content-type": "text/html" },
      });
    case "slow":
      await wait(delayMs);
      return carryOut();
    default:
      return answerProblem(base, fault satisfies ProblemCode, retryLater(fault, retryAfterSeconds));
  }
}

function retryLater(fault: MockFault, seconds: number) {
  const headers = { "retry-after": String(seconds) };
  return fault === "rate-limited" || fault === "unavailable" ? { headers } : {};
}

async function cut(response: Response): Promise<Response> {
  const text = await response.text();
  const { status, headers } = response;
  return new Response(text.slice(0, text.length / 2), { status: status === 204 ? 200 : status, headers });
}

export function wait(forMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, forMs));
}
