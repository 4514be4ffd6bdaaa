import type { TokenAnswer } from "@rivulet/protocol";
import type { Attempt } from "./connect.js";
import type { Desk } from "./desk.js";
import { look } from "./look.js";

/** What the backend answers to a connect, by message or in the page's address. */
export type ConnectAnswer = Partial<Record<"code" | "state" | "iss" | "error", string>>;

/**
 * Takes the attempt out of the storage, under a lock: of two tabs only one gets it, and only once. Then exchanges the
 * code for a token. False where there was no attempt: another tab has it.
 */
export async function finish(core: Desk, { state = "", code, iss, error }: ConnectAnswer): Promise<boolean> {
  const take = () => {
    const found = core.read<Attempt>(state);
    core.write(state);
    return found;
  };
  // Where there are no Web Locks, taking it in one turn is the nearest.
  const attempt = await (navigator.locks?.request(state, take) ?? take());
  if (!attempt) return false;
  // RFC 9207.
  if (iss !== core.backend || !code)
    throw core.fail(error === "access_denied" ? "access-denied" : "bad-answer");
  const { access_token: token, sub } = await core.request<TokenAnswer>(core, "/v1/token", {
    method: "POST",
    body: new URLSearchParams({ ...attempt.exchange, code }),
  });
  if (!token || !sub) throw core.fail("bad-answer");
  core.write(core.tokenKey, { token, sub });
  look(core);
  return true;
}

/**
 * Finishes a connect whose answer stands in the page's address, and gives the page its address back. An address whose
 * `state` this client did not store is another's, and stays as it is. A popup that went on to here closes.
 */
export async function handleRedirect(core: Desk): Promise<boolean> {
  // The last of each name is the backend's, which appends to what the address had.
  const answer: ConnectAnswer = Object.fromEntries(new URLSearchParams(globalThis.location?.search));
  const attempt = core.read<Attempt>(`${answer.state}`);
  if (attempt?.backend !== core.backend) return false;
  history.replaceState(JSON.parse(attempt.history ?? "null"), "", attempt.href);
  try {
    return await finish(core, answer);
  } finally {
    if (attempt.isPopup) close();
  }
}
