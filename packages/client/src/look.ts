import { unclaimed } from "./claim.js";
import type { Desk } from "./desk.js";
import type { Answer } from "./saved-click.js";
import { run } from "./sender.js";

/**
 * Compares what is known with the storage, whichever tab wrote it, and tells what is new; what waits for a donor who is
 * new here is sent. The first time, what other pages have ended is taken for known.
 */
export function look(core: Desk): void {
  const { held: before, heard: known } = core;
  const held = core.token();
  core.held = held;
  core.heard ??= {};
  core.changed({ connected: !!held, unclaimed: unclaimed(core).length });
  for (const { sub, undo, atMs, status, ...detail } of core.clicks()) {
    const { id } = detail;
    if (!status || core.heard[id] === status) continue;
    core.heard[id] = status;
    if (status !== "counted") core.made.delete(id);
    if (known) core.emit(status, detail as never);
  }
  if (held?.token === before?.token) return;
  if (held) {
    core.emit("connected", { sub: held.sub });
    run(core);
  } else core.emit("disconnected", {});
}

/** Keeps how a click ended, and tells of it. */
export function settle(core: Desk, answer: Answer): void {
  const { thing, sub } = core.saved(answer.id) ?? {};
  core.save(answer.id, { thing, sub, ...answer, atMs: core.clock() });
  look(core);
}
