import { ask } from "./ask.js";
import { claim } from "./claim.js";
import type { Desk } from "./desk.js";
import { CLICKS_PER_CALL, FIRST_PAUSE_MS, LONGEST_PAUSE_MS, PATIENCE_MS } from "./limits.js";
import { look, settle } from "./look.js";
import { exclusively } from "./one-sender.js";
import type { RivuletError } from "./rivulet-error.js";
import type { SavedClick } from "./saved-click.js";
import { sendClicks } from "./send-clicks.js";

/**
 * The one pass over everything that waits, clicks and undos. Resolves when all has an answer, or when it failed and will
 * be tried again: with back-off, and at once when the network comes back. `isTheirs` is the answer to the question of `claim`.
 */
export async function run(core: Desk, isTheirs?: boolean): Promise<void> {
  claim(core, isTheirs);
  look(core);
  const { failures } = core;
  try {
    if (queue(core)[0]) await exclusively(core, () => sendAll(core, failures));
  } catch (error) {
    // Locks that refuse (a page that is going) are as good as held: nothing is told.
    if ((error as RivuletError).name === "RivuletError") core.emit("error", error as RivuletError);
    backOff(core, error as RivuletError);
  }
}

/** What is left of the donor who is connected now. */
function queue(core: Desk): SavedClick[] {
  const held = core.token();
  return core.clicks().filter(({ sub, undo, clickedAt }) => sub && held?.sub === sub && (undo || clickedAt));
}

/** Where asking again would change nothing. */
const FINAL = /already|invalid-[jr]|too-|unknown/;

/**
 * Undos first. After a call that is refused as a whole each click goes by itself, so that one bad entry never blocks the
 * others. Who waited here while another pass failed does not try that again at once.
 */
async function sendAll(core: Desk, failures: number): Promise<void> {
  let most = CLICKS_PER_CALL;
  while (core.failures <= failures && !core.isPatient && !core.closed.aborted) {
    // Read anew each time: another tab, or this one, may have sent some or taken them back.
    const left = queue(core);
    const undone = left.find(({ undo }) => undo);
    const { id, status } = undone ?? left[0] ?? {};
    if (!id) break;
    try {
      if (!undone) await sendClicks(core, left.slice(0, most));
      else {
        // The backend may never have seen it: then it remembers the id, and the undo wins.
        await ask(core, `/v1/clicks/${id}`, { method: "DELETE" });
        settle(core, { id, status: "undone" });
      }
    } catch (error) {
      const { code, status: refusal } = error as RivuletError;
      if (!undone && most > 1 && /400|413/.test(`${refusal}`)) most = 1;
      // Where the refusal is no problem document, something on the way has refused, and the click stays.
      else if (FINAL.test(code)) settle(core, { id, status: undone ? undefined : "rejected", code });
      else throw error;
      // An undo that was kept has nobody who waits for it.
      if (undone && status) core.emit("error", error as RivuletError);
    }
    core.failures = 0;
  }
}

/**
 * Tries again later: full jitter, so that a thousand pages do not come back at once, on top of the seconds that the
 * backend asked for (`Retry-After`, a day at most).
 */
function backOff(core: Desk, { retryAfter }: RivuletError): void {
  const waitMs = Math.min(PATIENCE_MS, +`${retryAfter}` * 1_000 || 0);
  core.isPatient = waitMs > 0;
  clearTimeout(core.timer);
  if (core.closed.aborted) return;
  core.timer = setTimeout(
    () => {
      core.isPatient = false;
      run(core);
    },
    waitMs + Math.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** core.failures++),
  );
}
