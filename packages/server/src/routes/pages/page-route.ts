import { CLICK_REFUSALS, type ClickRefusal, PROBLEMS, type ProblemCode } from "@rivulet/protocol";
import type { Context, Handler } from "hono";
import type { AppParts } from "../../app-parts.js";
import { Refusal, type RefusalCode } from "../../domain/refusal.js";
import { ErrorPage, NotFoundPage } from "../../pages/error-page.js";
import type { PageView } from "../../pages/page-view.js";
import { foreseen, problemCodeOf } from "../answer-refusal.js";
import { isOfType, readBody } from "../read-body.js";
import { answerPage, goTo, type PageMore } from "./answer-page.js";
import { openVisit, type Visit, viewOf } from "./visit.js";

type PageHandler = (visit: Visit) => Promise<Response> | Response;
type PageHandlers = { GET?: PageHandler; POST?: PageHandler };

type Status = NonNullable<PageMore["status"]>;

/** What the protocol does not know. Most of it is only said by the command line, and would be a wrong form here. */
const STATUS_OF: Record<Exclude<RefusalCode, ProblemCode>, Status> = {
  ...(Object.fromEntries(CLICK_REFUSALS.map((code) => [code, 400])) as Record<ClickRefusal, 400>),
  "invalid-mail": 400,
  "invalid-handle": 400,
  "handle-taken": 409,
  "invalid-site": 400,
  "invalid-amount": 400,
  "invalid-reference": 400,
  "reference-taken": 409,
  "transfer-differs": 409,
  "budget-too-small": 400,
  "budget-too-large": 400,
  "unknown-donor": 404,
  "unknown-period": 404,
  "period-not-over": 409,
  "period-passed": 409,
  "older-period-open": 409,
  "not-settled": 409,
  "not-a-demo": 404,
  "clock-backwards": 409,
  "other-currency": 409,
  unsound: 500,
  "foreign-form": 403,
  "mail-not-sent": 503,
};

/** With which status a page tells a refusal. */
export function statusOf(code: RefusalCode): Status {
  return problemCodeOf(code) ? PROBLEMS[code].status : STATUS_OF[code];
}

/**
 * One address of the pages. A POST is taken from this instance's own forms only, which its Origin header tells; the
 * session's cookie alone proves nothing about who wrote the form.
 */
export function pageRoute(parts: AppParts, handlers: PageHandlers): Handler {
  return async (c) => {
    const method = c.req.method === "HEAD" ? "GET" : c.req.method;
    const handler = handlers[method as keyof PageHandlers];
    if (!handler) return answerWrongMethod(parts, c, Object.keys(handlers));
    try {
      const form = method === "POST" ? await readForm(parts, c) : new URLSearchParams();
      return await handler(await openVisit(parts, c, form));
    } catch (thrown) {
      return answerThrownPage(parts, c, thrown);
    }
  };
}

/** Goes to the sign-in page first, and comes back here after it. */
export function goToSignIn(visit: Visit, to: string): Response {
  return goTo(visit.c, visit.view.href(`/sign-in?to=${encodeURIComponent(to)}`));
}

async function readForm(parts: AppParts, c: Context): Promise<URLSearchParams> {
  if (c.req.header("origin") !== parts.settings.origin)
    throw new Refusal("foreign-form", "A form of another origin.");
  if (!isOfType(c.req.raw, "application/x-www-form-urlencoded")) {
    throw new Refusal("unsupported-media-type", "A form is sent as application/x-www-form-urlencoded.");
  }
  const body = await readBody(c.req.raw);
  if (!body.ok)
    throw new Refusal(
      body.code === "too-large" ? "too-large" : "invalid-request",
      "The form cannot be read.",
    );
  return new URLSearchParams(body.text);
}

function answerWrongMethod(parts: AppParts, c: Context, methods: string[]): Promise<Response> | Response {
  const allow = [...methods, ...(methods.includes("GET") ? ["HEAD"] : [])].join(", ");
  if (c.req.method === "OPTIONS") return c.body(null, 204, { allow: `${allow}, OPTIONS` });
  const view = viewOf(parts, c, new URL(c.req.url).searchParams, null);
  const page = ErrorPage({ view, reason: view.words.problems["method-not-allowed"] });
  return answerPage(c, page, { status: 405, headers: { allow: `${allow}, OPTIONS` } });
}

/**
 * A page in words for whatever was thrown; nothing is shown of what nobody foresaw. It can come in the middle of a connect,
 * so it keeps its opener.
 */
export function answerThrownPage(parts: AppParts, c: Context, thrown: unknown): Promise<Response> | Response {
  const refusal = foreseen(parts, thrown);
  if (refusal?.code === "not-found") return answerNotFoundPage(parts, c);
  const view = viewOf(parts, c, new URL(c.req.url).searchParams, null);
  const reason = refusal ? reasonOf(view, refusal) : view.words.errorPage.internal;
  const status = refusal ? statusOf(refusal.code) : 500;
  return answerPage(c, ErrorPage({ view, reason }), {
    status,
    connect: true,
    headers: retryAfter(refusal, status),
  });
}

/** A refusal in the words of the visit. */
export function reasonOf({ words }: PageView, refusal: Refusal): string {
  const said: Record<string, string> = { ...words.problems, ...words.refusals };
  return said[refusal.code] ?? refusal.message;
}

function retryAfter(refusal: Refusal | null, status: Status): Record<string, string> {
  if (refusal instanceof TooMany) return { "retry-after": String(refusal.waitSeconds) };
  return status === 503 ? { "retry-after": "5" } : {};
}

/** The page for an address at which there is nothing. */
export function answerNotFoundPage(parts: AppParts, c: Context): Promise<Response> | Response {
  const view = viewOf(parts, c, new URL(c.req.url).searchParams, null);
  return answerPage(c, NotFoundPage({ view }), { status: 404 });
}

/** A limit is reached; with the seconds after which it is worth trying again. */
export class TooMany extends Refusal {
  readonly waitSeconds: number;
  constructor(waitSeconds: number) {
    super("rate-limited", `Try again in ${waitSeconds} seconds.`);
    this.waitSeconds = waitSeconds;
  }
}
