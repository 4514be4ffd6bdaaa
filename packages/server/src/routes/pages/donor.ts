import { parseAmount, periodOf } from "@rivulet/protocol";
import type { AppParts } from "../../app-parts.js";
import { connectionsOf, revokeConnection } from "../../domain/connections.js";
import { type DonorOverview, donorOverview } from "../../domain/donor-overview.js";
import { budgetAt, donorFor, findDonor, setBudget } from "../../domain/donors.js";
import type { Person } from "../../domain/people.js";
import { Refusal } from "../../domain/refusal.js";
import { standingSubscriptions } from "../../domain/subscriptions.js";
import { FirstBudgetPage } from "../../pages/connect-pages.js";
import { DonorPage } from "../../pages/donor-page.js";
import { localPath } from "../local-path.js";
import { answerPage, goTo } from "./answer-page.js";
import { siteOfConnect } from "./connect-path.js";
import { demoPayInOf } from "./demo.js";
import { goToSignIn } from "./page-route.js";
import type { Visit } from "./visit.js";

/** `GET /me`: a donor's own page. */
export function showDonor(parts: AppParts): (visit: Visit) => Promise<Response> | Response {
  return (visit) => (visit.person ? answerDonor(parts, visit, visit.person) : goToSignIn(visit, "/me"));
}

async function answerDonor(
  parts: AppParts,
  { c, view }: Visit,
  person: Person,
  wrong?: string,
): Promise<Response> {
  const now = parts.clock.now();
  const donor = await findDonor(parts.db, person.id);
  const overview = donor ? await donorOverview(parts.db, donor, now, parts.settings) : nothingYet(now);
  const page = DonorPage({
    view,
    overview,
    subscriptions: donor ? await standingSubscriptions(parts.db, { donor: donor.id }, overview.period) : [],
    sites: donor ? await connectionsOf(parts.db, donor.id, parts.clock.real()) : [],
    minimum: parts.settings.minimumBudget,
    bank: parts.settings.bank,
    demoPayIn: parts.demo ? demoPayInOf(overview.budget) : null,
    ...(wrong === undefined ? {} : { wrong }),
  });
  return answerPage(c, page, { status: wrong === undefined ? 200 : 400 });
}

/** Somebody who has signed in and done nothing yet. */
function nothingYet(now: number): DonorOverview {
  return {
    budget: null,
    balance: 0n,
    funded: false,
    period: periodOf(now),
    given: 0n,
    clicks: [],
    settled: [],
  };
}

/** `POST /me/budget`: sets it, or pauses; then goes on to where the form says. */
export function postBudget(parts: AppParts): (visit: Visit) => Promise<Response> {
  return async (visit) => {
    const { c, view, form, person } = visit;
    const to = localPath(form.get("to"), "/me");
    if (!person) return goToSignIn(visit, to);
    const pause = form.has("pause");
    const amount = pause ? 0n : readAmount(form.get("amount"));
    const code =
      amount === null || (amount === 0n && !pause)
        ? "invalid-amount"
        : await tryBudget(parts, person, amount);
    if (code !== null) return answerWrongBudget(parts, visit, person, to, code);
    return goTo(c, view.href(to === "/me" ? `/me?done=${pause ? "paused" : "budget"}` : to));
  };
}

/** A comma is as good as a point: half of Europe writes one. */
function readAmount(text: string | null): bigint | null {
  return parseAmount((text ?? "").trim().replace(",", "."));
}

async function tryBudget(parts: AppParts, person: Person, amount: bigint): Promise<string | null> {
  const now = parts.clock.now();
  try {
    await parts.db.transaction().execute(async (tx) => {
      const donor = await donorFor(tx, person.id, now);
      await setBudget(tx, donor.id, amount, parts.settings, now);
    });
    return null;
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown.code;
    throw thrown;
  }
}

function answerWrongBudget(
  parts: AppParts,
  visit: Visit,
  person: Person,
  to: string,
  code: string,
): Promise<Response> {
  const { c, view } = visit;
  const said: Record<string, string> = view.words.refusals;
  const wrong = said[code] ?? view.words.refusals["invalid-amount"];
  const site = siteOfConnect(to);
  if (site === null) return answerDonor(parts, visit, person, wrong);
  const page = FirstBudgetPage({ view, site, minimum: parts.settings.minimumBudget, onward: to, wrong });
  return answerPage(c, page, { status: 400, connect: { site } });
}

/** `POST /me/undo`: takes one click back, whichever site sent it. */
export function postUndo(parts: AppParts): (visit: Visit) => Promise<Response> {
  return async (visit) => {
    const { c, view, form, person } = visit;
    if (!person) return goToSignIn(visit, "/me");
    const donor = await findDonor(parts.db, person.id);
    if (!donor) throw new Refusal("unknown-click", "This person has no click.");
    await parts.recorder.undoOwn(donor.id, form.get("id") ?? "", parts.clock.now());
    return goTo(c, view.href("/me?done=undone"));
  };
}

/** `POST /me/sites/revoke`: a site's tokens end at once; its open clicks too, if the donor wants that. */
export function postRevokeSite(parts: AppParts): (visit: Visit) => Promise<Response> {
  return async (visit) => {
    const { c, view, form, person } = visit;
    if (!person) return goToSignIn(visit, "/me");
    const donor = await findDonor(parts.db, person.id);
    const real = parts.clock.real();
    const sites = donor ? await connectionsOf(parts.db, donor.id, real) : [];
    const site = sites.find(({ id }) => String(id) === form.get("connection"));
    if (donor && site) {
      await parts.db
        .transaction()
        .execute((tx) => revokeConnection(tx, donor.id, site.id, { real, now: parts.clock.now() }));
      parts.tokens.forget();
      if (form.has("clicks")) await parts.recorder.undoConnection(donor.id, site.id, parts.clock.now());
    }
    return goTo(c, view.href(`/me?done=${form.has("clicks") ? "revoked-clicks" : "revoked"}`));
  };
}

/** Whether a person has set a budget; 0 (paused) is one. */
export async function hasBudget(parts: AppParts, person: Person): Promise<boolean> {
  const donor = await findDonor(parts.db, person.id);
  return donor !== null && (await budgetAt(parts.db, donor.id, parts.clock.now())) !== null;
}
