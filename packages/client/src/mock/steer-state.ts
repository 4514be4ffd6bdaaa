import { canonicalUrl, parseConnectRequest } from "@rivulet/protocol";
import type { Steering } from "./mock-backend.js";
import { openPeriod, type Sender } from "./mock-clicks.js";
import { answerConnect, withAnswer } from "./mock-connect.js";
import { end } from "./mock-subscriptions.js";
import { issueToken, revokeTokens } from "./mock-tokens.js";
import type { Played } from "./played.js";

/** What time and other people do to the backend; each act is kept. */
export function steerState(played: Played, keep: () => void): Steering {
  const { state } = played;
  return {
    addClicks(address, number) {
      const url = canonicalUrl(address);
      if (url === null) throw new TypeError(`${address} is no http or https address.`);
      const entry = state.others.find(([other]) => other === url);
      if (entry) entry[1] += number;
      else state.others.push([url, number]);
      keep();
    },
    token({ site, donor = played.donor, scope = "click" }) {
      const { token } = issueToken(played, { site, donor, scope, code: null });
      keep();
      return token;
    },
    revoke({ site, donor } = {}) {
      const isMeant = (row: Sender) => (site ?? row.site) === row.site && (donor ?? row.donor) === row.donor;
      revokeTokens(played, isMeant);
      end(played, isMeant);
      keep();
    },
    consent(connectAddress, { donor = played.donor, allow = true } = {}) {
      const parsed = parseConnectRequest(new URL(connectAddress).searchParams);
      if (parsed.kind !== "good") {
        throw new Error(parsed.kind === "untrusted" ? parsed.reason : parsed.refusal.description);
      }
      const answer = answerConnect(played, parsed.request, { donor, allow });
      keep();
      return withAnswer(parsed.request.redirect_uri, answer);
    },
    pass(forMs) {
      state.passedMs += forMs;
      keep();
    },
    closePeriod() {
      state.closed = openPeriod(played);
      keep();
    },
  };
}
