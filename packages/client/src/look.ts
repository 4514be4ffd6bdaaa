import { unclaimed } from "./claim.js";
import { type Desk, tokenOf } from "./desk.js";
import type { SavedClick } from "./saved-click.js";

/**
 * Compares what is known with the storage, whichever tab wrote it, and tells what is new. The first time, what other
 * pages have ended is taken for known.
 */
export function look(core: Desk, isFirst?: boolean): void {
  const before = core.held;
  const held = tokenOf(core);
  core.held = held;
  core.changed({ connected: !!held, unclaimed: unclaimed(core).length });
  if (held && held.token !== before?.token) core.emit("connected", { sub: held.sub });
  if (before && !held) core.emit("disconnected", {});
  for (const { id, thing = null, status, count, mine, code } of core.clicks()) {
    if (!status || core.heard.get(id) === status) continue;
    core.heard.set(id, status);
    if (status !== "counted") core.made.delete(id);
    if (!isFirst) core.emit(status, { id, thing, count, mine, code } as never);
  }
}

/** Keeps an answer and tells of it; one that was taken back while it was on its way ends as its undo ends. */
export function settle(core: Desk, answer: SavedClick): void {
  const click = core.saved(answer.id);
  if (answer.status === "undone" || click?.clickedAt) {
    core.save(answer.id, { thing: click?.thing, ...answer, atMs: core.clock() });
  }
  look(core);
}
