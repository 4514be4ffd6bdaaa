import { CLICK_REFUSALS, PROBLEMS } from "@rivulet/protocol";
import { type Handler, Hono } from "hono";
import type { AppDeps, AppParts } from "./app-parts.js";
import { createClickRecorder } from "./domain/click-recorder.js";
import { createCounts } from "./domain/counts.js";
import { feeInForce } from "./domain/fee.js";
import { openPeriod } from "./domain/open-period.js";
import { Refusal } from "./domain/refusal.js";
import { createTokenReader } from "./domain/token-reader.js";
import { HomePage } from "./pages/home-page.js";
import { ProblemPage, ProblemsPage } from "./pages/problems-page.js";
import { answerThrown } from "./routes/answer-refusal.js";
import { answerPreflight, answerProblem } from "./routes/api/api-answer.js";
import { deleteClick, postClicks } from "./routes/api/clicks.js";
import { countsRoute } from "./routes/api/counts.js";
import { authorizationServerRoute, openApiRoute, wellKnownRoute } from "./routes/api/documents.js";
import { meRoute } from "./routes/api/me.js";
import { resource } from "./routes/api/resource.js";
import { deleteSubscription, putSubscription } from "./routes/api/subscriptions.js";
import { postRevoke, postToken } from "./routes/api/token-endpoints.js";
import { assetRoute } from "./routes/asset-route.js";
import { badgeRoute } from "./routes/badge.js";
import { buttonFileRoutes } from "./routes/button-files.js";
import { createLimits } from "./routes/limits.js";
import { oembedRoute } from "./routes/oembed.js";
import { answerPage } from "./routes/pages/answer-page.js";
import { showBuilder } from "./routes/pages/builder.js";
import { postConnect, showConnect } from "./routes/pages/connect.js";
import { postDemoPayIn, postMonthEnd, showOutbox } from "./routes/pages/demo.js";
import { postBudget, postRevokeSite, postUndo, showDonor } from "./routes/pages/donor.js";
import { showGallery } from "./routes/pages/gallery.js";
import { answerNotFoundPage, answerThrownPage, pageRoute } from "./routes/pages/page-route.js";
import { postHandle, showPublisher } from "./routes/pages/publisher.js";
import * as signIn from "./routes/pages/sign-in.js";
import { postSubmit, showSubmit } from "./routes/pages/submit-auto.js";
import { postEndSubscription } from "./routes/pages/subscriptions.js";
import type { Visit } from "./routes/pages/visit.js";

/**
 * The instance as a function of a Request: tests call `createApp(deps).fetch(request)`, and a port is only needed for real
 * browsers.
 * @example const answer = await createApp(deps).request("/v1/counts?url=https://a.example/")
 */
export function createApp(deps: AppDeps): Hono {
  const { reads = deps.db } = deps;
  const counts = createCounts(reads);
  const parts: AppParts = {
    ...deps,
    reads,
    counts,
    recorder: createClickRecorder({ db: deps.db, counts }),
    tokens: createTokenReader(deps.db, reads),
    limits: createLimits(),
  };
  const app = new Hono();
  const routes = { ...apiRoutes(parts), ...pageRoutes(parts), ...buttonFileRoutes() };
  for (const [path, handler] of Object.entries(routes)) app.all(path, handler);
  app.all("/assets/*", assetRoute(parts));
  app.notFound((c) => {
    if (!isApi(c.req.path)) return answerNotFoundPage(parts, c);
    return c.req.method === "OPTIONS" ? answerPreflight() : answerProblem(parts.settings.origin, "not-found");
  });
  app.onError((thrown, c) =>
    isApi(c.req.path) ? answerThrown(parts, thrown) : answerThrownPage(parts, c, thrown),
  );
  return app;
}

function isApi(path: string): boolean {
  return path === "/v1" || path.startsWith("/v1/") || path.startsWith("/.well-known/");
}

function apiRoutes(parts: AppParts): Record<string, Handler> {
  return {
    "/v1/counts": resource(parts, { GET: countsRoute(parts) }),
    "/v1/clicks": resource(parts, { POST: postClicks(parts) }),
    "/v1/clicks/:id": resource(parts, { DELETE: deleteClick(parts) }),
    "/v1/subscriptions": resource(parts, {
      PUT: putSubscription(parts),
      DELETE: deleteSubscription(parts),
    }),
    "/v1/me": resource(parts, { GET: meRoute(parts) }),
    "/v1/token": resource(parts, { POST: postToken(parts) }),
    "/v1/revoke": resource(parts, { POST: postRevoke(parts) }),
    "/v1/openapi.json": resource(parts, { GET: openApiRoute(parts) }),
    "/badge.svg": resource(parts, { GET: badgeRoute(parts) }),
    "/oembed": resource(parts, { GET: oembedRoute(parts) }),
    "/.well-known/rivulet": resource(parts, { GET: wellKnownRoute(parts) }),
    "/.well-known/oauth-authorization-server": resource(parts, { GET: authorizationServerRoute(parts) }),
  };
}

function pageRoutes(parts: AppParts): Record<string, Handler> {
  return {
    "/": pageRoute(parts, { GET: showHome(parts) }),
    "/connect": pageRoute(parts, { GET: showConnect(parts), POST: postConnect(parts) }),
    "/submit/auto": pageRoute(parts, { GET: showSubmit(parts), POST: postSubmit(parts) }),
    "/sign-in": pageRoute(parts, { GET: signIn.showSignIn(parts), POST: signIn.postSignIn(parts) }),
    "/sign-in/wait": pageRoute(parts, { GET: signIn.showWait(parts) }),
    "/sign-in/state": pageRoute(parts, { GET: signIn.showState() }),
    "/sign-in/link": pageRoute(parts, { GET: signIn.showLink(parts), POST: signIn.postLink(parts) }),
    "/sign-in/code": pageRoute(parts, { POST: signIn.postCode(parts) }),
    "/sign-out": pageRoute(parts, { POST: signIn.postSignOut(parts) }),
    "/me": pageRoute(parts, { GET: showDonor(parts) }),
    "/me/budget": pageRoute(parts, { POST: postBudget(parts) }),
    "/me/pay-in": pageRoute(parts, { POST: postDemoPayIn(parts) }),
    "/me/undo": pageRoute(parts, { POST: postUndo(parts) }),
    "/me/subscriptions/end": pageRoute(parts, { POST: postEndSubscription(parts) }),
    "/me/sites/revoke": pageRoute(parts, { POST: postRevokeSite(parts) }),
    "/publisher": pageRoute(parts, { GET: showPublisher(parts), POST: postHandle(parts) }),
    "/builder": pageRoute(parts, { GET: showBuilder(parts) }),
    "/gallery": pageRoute(parts, { GET: showGallery }),
    "/problems": pageRoute(parts, { GET: ({ c, view }) => answerPage(c, ProblemsPage({ view })) }),
    "/problems/:code": pageRoute(parts, { GET: showProblem }),
    "/demo/outbox": pageRoute(parts, { GET: showOutbox(parts) }),
    "/demo/month-end": pageRoute(parts, { POST: postMonthEnd(parts) }),
  };
}

function showHome(parts: AppParts): (visit: Visit) => Promise<Response> {
  const { minimumBudget: minimum, feeBasisPoints: unnoted } = parts.settings;
  return async ({ c, view }) => {
    // A rise that is only announced does not hold yet.
    const period = await openPeriod(parts.reads, parts.clock.now());
    const feeBasisPoints = await feeInForce(parts.reads, period, unnoted);
    return answerPage(c, HomePage({ view, minimum, feeBasisPoints }));
  };
}

type Code = keyof Visit["view"]["words"]["problems"];

function showProblem({ c, view }: Visit): Promise<Response> {
  const code = c.req.param("code") ?? "";
  const known: readonly string[] = [...Object.keys(PROBLEMS), ...CLICK_REFUSALS];
  if (!known.includes(code)) throw new Refusal("not-found", "There is no such code.");
  return answerPage(c, ProblemPage({ view, code: code as Code }));
}
