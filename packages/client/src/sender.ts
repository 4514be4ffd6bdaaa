import { claim } from "./claim.js";
import { type Desk, tokenOf } from "./desk.js";
import { look, settle } from "./look.js";
import { exclusively } from "./one-sender.js";
import type { RivuletError } from "./rivulet-error.js";
import type { Answer, SavedClick } from "./saved-click.js";
import { sendClicks } from "./send-clicks.js";
import { takeBack } from "./undo.js";

/** The protocol's limit of one call (`clicks_per_call`). */
const MOST_PER_CALL = 50;
const SENDING = "sending";
const FIRST_MS = 1_000;
const LONGEST_MS = 300_000;
const PATIENCE_MS = 86_400_000;

/** Sends until everything has an answer: with back-off after a failure, at once when the network comes back. `isTheirs` is the answer to the question of `claim`. */
export async function run(core: Desk, isTheirs?: boolean): Promise<void> {
  claim(core, isTheirs);
  look(core);
  if (!queue(core)[0]) return;
  const failure = await exclusively(core, core.prefix, () => sendAll(core)).catch((error) => error);
  if (failure) fail(core, failure);
}

/** Sends one click in the turn of its press, so that a page that is being left still sends. */
export async function sendOne(core: Desk, id: string): Promise<Answer | undefined> {
  core.heard.set(id, SENDING);
  try {
    return await sendClicks(core, [core.saved(id) as SavedClick]);
  } catch (error) {
    core.heard.delete(id);
    fail(core, error as RivuletError);
    return undefined;
  }
}

/** What is left of the donor who is connected now. */
function queue(core: Desk): SavedClick[] {
  const held = tokenOf(core);
  return core
    .clicks()
    .filter(
      ({ id, sub, undo, clickedAt }) =>
        held && sub === held.sub && (undo || clickedAt) && core.heard.get(id) !== SENDING,
    );
}

/**
 * Undos first. After a call that is refused as a whole each click goes by itself, so that one bad entry never blocks the
 * others; one that the backend refuses also when it is alone is rejected, with the code of that refusal.
 */
async function sendAll(core: Desk): Promise<void> {
  let most = MOST_PER_CALL;
  // Off the network nothing is tried: `online` begins anew.
  while (!core.isPatient && !core.closed.aborted && globalThis.navigator?.onLine !== false) {
    // Read anew each time: another tab, or this one, may have sent some or taken them back.
    const left = queue(core);
    const undone = left.find(({ undo }) => undo);
    if (!left[0]) break;
    try {
      await (undone ? takeBack(core, undone) : sendClicks(core, left.slice(0, most)));
    } catch (error) {
      const { status, code } = error as RivuletError;
      // Where the refusal is no problem document, something on the way has refused, and the click stays.
      const isFinal = undone
        ? !core.saved(undone.id)
        : /400|413/.test(status as unknown as string) && code !== "bad-answer";
      if (!isFinal) throw error;
      // Nobody waits for an undo that was kept.
      if (undone) core.emit("error", error as RivuletError);
      else if (most === 1) settle(core, { status: "rejected", id: left[0].id, code });
      else most = 1;
    }
    core.failures = 0;
  }
}

/** Locks that refuse (a page that is going) are as good as held: nothing is told. */
function fail(core: Desk, error: RivuletError): void {
  if (error.name === "RivuletError") core.emit("error", error);
  backOff(core, error);
}

/**
 * Tries again later: full jitter, so that a thousand pages do not come back at once, on top of what the backend asked for
 * (`Retry-After`, a day at most: seconds or an HTTP date).
 */
export function backOff(core: Desk, { retryAfter }: RivuletError): void {
  const askedMs = +(retryAfter as string) * 1_000 || Date.parse(retryAfter as string) - core.clock() || 0;
  const waitMs = Math.min(PATIENCE_MS, Math.max(0, askedMs));
  core.isPatient ||= waitMs > 0;
  clearTimeout(core.timer);
  if (core.closed.aborted) return;
  core.timer = setTimeout(
    () => {
      core.isPatient = false;
      run(core);
    },
    waitMs + Math.random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** core.failures++),
  );
}
