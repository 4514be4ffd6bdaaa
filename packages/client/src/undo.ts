import type { Desk } from "./desk.js";
import { settle } from "./look.js";
import type { SavedClick } from "./saved-click.js";
import { run } from "./sender.js";

/**
 * Takes a click back: marks it, so that the undo survives a failing network and a reload as a click does, and sends all
 * that waits. One that has never left the device is forgotten without asking anybody. Resolves when it is done or kept
 * for later; rejects when the backend refuses.
 */
export async function undo(core: Desk, wanted?: string): Promise<void> {
  const id = wanted ?? [...core.made].at(-1);
  if (!id) throw core.fail("unknown-click");
  const { thing, clickedAt, sub = core.token()?.sub }: Partial<SavedClick> = core.saved(id) ?? {};
  if (!sub && !clickedAt) throw core.fail("not-connected");
  core.save(id, { id, thing, sub, undo: true });
  await run(core);
  const { undo, code } = core.saved(id) ?? {};
  if (code) throw core.fail(code);
  if (undo) settle(core, { id, status: "undone", sub, undo: !!sub });
}
