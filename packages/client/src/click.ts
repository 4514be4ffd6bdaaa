import type { ClickOutcome, Thing } from "./client.js";
import type { Core } from "./core.js";

/**
 * Saves the click before anything else. Where a token is held it is handed on to be sent in the same turn, so that a page
 * that is being left still sends; where there is none, or where that cannot be done now, it is pending.
 */
export async function click(
  core: Core,
  thing: Thing,
  nextId: () => string,
  send: (id: string) => Promise<ClickOutcome | undefined>,
): Promise<ClickOutcome> {
  // An insecure page has no `randomUUID`; no backend gives it a token either.
  if (!crypto.randomUUID) throw core.fail("not-connected");
  const id = nextId();
  const sub = core.read<{ sub: string }>(`${core.prefix}token`)?.sub;
  core.made.add(id);
  core.save(id, { id, thing, clickedAt: new Date(core.clock()).toISOString(), sub });
  core.changed();
  const outcome = sub != null && (await send(id).catch(() => null));
  if (outcome) return outcome;
  // It may have been taken back meanwhile.
  if (core.saved(id)?.clickedAt) core.emit("pending", { id, thing });
  return { status: "pending", id };
}
