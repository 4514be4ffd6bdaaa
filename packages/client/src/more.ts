import { connect, prepare } from "./connect.js";
import type { Desk } from "./desk.js";
import { disconnect } from "./disconnect.js";
import { handleRedirect } from "./finish-connect.js";
import { look } from "./look.js";
import { me } from "./me.js";
import { run } from "./sender.js";
import { subscribe, unsubscribe } from "./subscriptions.js";
import { undo } from "./undo.js";

export type { Core } from "./open-core.js";

/** The part that is loaded on demand; each member takes the core first. `look` comes before any other. */
export type More = typeof more;

/**
 * What a client needs only after a press: sending, undo, connecting, the donor's own state, one sender among tabs.
 * @example const client = createCore({ backend, loadMore: async () => more });
 */
export const more = {
  look,
  /** Something has happened to the page or its storage; the network may be back. */
  wake: (core: Desk, event?: Event) => event?.type === "online" && run(core),
  undo,
  prepare,
  connect,
  disconnect,
  handleRedirect,
  me,
  subscribe,
  unsubscribe,
  claim: run,
};
