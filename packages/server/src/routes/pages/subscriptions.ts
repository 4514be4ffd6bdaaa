import type { AppParts } from "../../app-parts.js";
import { findDonor } from "../../domain/donors.js";
import { endSubscriptions } from "../../domain/subscriptions.js";
import { goTo } from "./answer-page.js";
import { goToSignIn } from "./page-route.js";
import type { Visit } from "./visit.js";

/** `POST /me/subscriptions/end`: ends one of the donor's own, whichever site made it; another's id does nothing. */
export function postEndSubscription(parts: AppParts): (visit: Visit) => Promise<Response> {
  return async (visit) => {
    const { c, view, form, person } = visit;
    if (!person) return goToSignIn(visit, "/me");
    const donor = await findDonor(parts.db, person.id);
    const id = form.get("id") ?? "";
    if (donor && /^\d{1,18}$/.test(id)) {
      const now = parts.clock.now();
      const whose = { donor: donor.id, id: BigInt(id) };
      await parts.db.transaction().execute((tx) => endSubscriptions(tx, whose, now));
    }
    return goTo(c, view.href("/me?done=subscription-ended"));
  };
}
