import { connect, prepare } from "./connect.js";
import type { Desk } from "./desk.js";
import { disconnect } from "./disconnect.js";
import { handleRedirect } from "./finish-connect.js";
import { look } from "./look.js";
import { me } from "./me.js";
import { run, sendOne } from "./sender.js";
import { undo } from "./undo.js";

export type { Core } from "./core.js";

/** The part that is loaded on demand; each member takes the core first. `start` comes before any other. */
export type More = typeof more;

/**
 * What a client needs only after a press: sending, undo, connecting, the donor's own state, one sender among tabs.
 * @example const client = createCore({ backend, loadMore: async () => more });
 */
export const more = {
  /** Remembers on the core what the other members need, and sends what an earlier page has left. */
  start(core: Desk): void {
    if (core.heard) return;
    core.heard = new Map();
    core.failures = 0;
    look(core, true);
    core.on("connected", () => run(core));
    // A press that brought this part here goes first, in its own request.
    Promise.resolve().then(() => run(core));
  },
  look(core: Desk, isOnline: boolean): void {
    look(core);
    if (isOnline) run(core);
  },
  sendOne,
  undo,
  prepare,
  connect,
  disconnect,
  handleRedirect,
  me,
  claim: run,
};
