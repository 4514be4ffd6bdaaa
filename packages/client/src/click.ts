import type { ClickOutcome, Thing } from "./client.js";
import type { Core } from "./open-core.js";

/**
 * Saves the click before anything else. Where a token is held all that waits is sent, this click with it; what became of
 * it stands in its record then, and where that has no answer it is pending.
 */
export async function click(
  core: Core,
  thing: Thing,
  id: string,
  send: () => Promise<unknown>,
): Promise<ClickOutcome> {
  const sub = core.token()?.sub;
  core.made.add(id);
  core.save(id, { id, thing, clickedAt: new Date(core.clock()).toISOString(), sub });
  core.changed();
  if (sub) await send().catch(() => {});
  const { status, count, mine, code, clickedAt } = core.saved(id) ?? {};
  // It may have been taken back meanwhile.
  if (status && status !== "undone") return { status, id, count, mine, code } as ClickOutcome;
  if (clickedAt) core.emit("pending", { id, thing });
  return { status: "pending", id };
}
