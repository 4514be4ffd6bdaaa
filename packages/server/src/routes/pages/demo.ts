import { randomUUID } from "node:crypto";
import type { AppParts } from "../../app-parts.js";
import { goToMonthEnd } from "../../demo/month-end.js";
import { budgetAt, donorFor } from "../../domain/donors.js";
import { payIn } from "../../domain/pay-in.js";
import { Refusal } from "../../domain/refusal.js";
import { readOutbox } from "../../mail/outbox.js";
import { OutboxPage } from "../../pages/outbox-page.js";
import { answerPage, goTo } from "./answer-page.js";
import { goToSignIn } from "./page-route.js";
import type { Visit } from "./visit.js";

const LEAST_PAY_IN = 10_000_000n;

/** What the demo's button pays in: 10.00, or the budget where that is more. */
export function demoPayInOf(budget: bigint | null): bigint {
  return budget !== null && budget > LEAST_PAY_IN ? budget : LEAST_PAY_IN;
}

/** `GET /demo/outbox`: the mails that were not sent. */
export function showOutbox(parts: AppParts): (visit: Visit) => Promise<Response> {
  return async ({ c, view }) => {
    refuseOutsideDemo(parts);
    // In a popup's flow the reader may come here in the same window, so its opener stays.
    return answerPage(c, OutboxPage({ view, mails: await readOutbox(parts.db) }), { connect: true });
  };
}

/** `POST /me/pay-in`: play money, in a demo only. */
export function postDemoPayIn(parts: AppParts): (visit: Visit) => Promise<Response> {
  return async (visit) => {
    refuseOutsideDemo(parts);
    const { c, view, person } = visit;
    if (!person) return goToSignIn(visit, "/me");
    const now = parts.clock.now();
    await parts.db.transaction().execute(async (tx) => {
      const donor = await donorFor(tx, person.id, now);
      const amount = demoPayInOf(await budgetAt(tx, donor.id, now));
      await payIn(tx, { donor, amount, reference: `demo-${randomUUID()}` }, now);
    });
    return goTo(c, view.href("/me?done=pay-in"));
  };
}

/** `POST /demo/month-end`: moves the clock over the month's end and settles what is due. */
export function postMonthEnd(parts: AppParts): (visit: Visit) => Promise<Response> {
  return async ({ c, view, person }) => {
    if (!parts.demo) throw new Refusal("not-found", "There is no demo here.");
    await goToMonthEnd(parts.db, parts.demo, parts.settings);
    // Subscriptions have clicked through the recorder's own connection.
    parts.recorder.forget();
    return goTo(c, view.href(person ? "/me?done=month-end" : "/?done=month-end"));
  };
}

function refuseOutsideDemo(parts: AppParts): void {
  if (!parts.demo) throw new Refusal("not-found", "There is no demo here.");
}
