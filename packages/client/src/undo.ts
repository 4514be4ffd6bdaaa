import { ask } from "./ask.js";
import { type Desk, tokenOf } from "./desk.js";
import { settle } from "./look.js";
import type { RivuletError } from "./rivulet-error.js";
import type { SavedClick } from "./saved-click.js";
import { backOff } from "./sender.js";

/**
 * Takes a click back. One that has never left the device is removed; any other is marked first, so that the undo
 * survives a failing network and a reload as a click does. Resolves when it is done or kept for later; rejects when
 * the backend refuses.
 */
export async function undo(core: Desk, wanted?: string): Promise<void> {
  const id = wanted ?? [...core.made].at(-1);
  if (!id) throw core.fail("unknown-click");
  const { thing, clickedAt, sub = tokenOf(core)?.sub }: Partial<SavedClick> = core.saved(id) ?? {};
  if (sub == null) {
    if (!clickedAt) throw core.fail("not-connected");
    return settle(core, { id, status: "undone" });
  }
  const marked: SavedClick = { id, thing, sub, undo: true };
  core.save(id, marked);
  try {
    await takeBack(core, marked);
  } catch (error) {
    if (!core.saved(id)) throw error;
    settle(core, { ...marked, status: "undone" });
    backOff(core, error as RivuletError);
  }
}

/**
 * Asks the backend to take one marked click back. It may never have seen it: then it remembers the id, and the undo
 * wins. Where asking again would change nothing (settled, unknown, no id), the mark goes too.
 */
export async function takeBack(core: Desk, { id, sub }: SavedClick): Promise<void> {
  if (tokenOf(core)?.sub !== sub) throw core.fail("not-connected");
  try {
    await ask(core, `/v1/clicks/${id}`, { method: "DELETE" });
  } catch (error) {
    if (/400|404|409/.test((error as RivuletError).status as unknown as string)) core.save(id);
    throw error;
  }
  settle(core, { id, status: "undone" });
}
