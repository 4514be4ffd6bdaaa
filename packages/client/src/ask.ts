import { type Desk, type Token, tokenOf } from "./desk.js";
import { look } from "./look.js";
import type { RivuletError } from "./rivulet-error.js";

/**
 * Asks with the token that holds now. A refused one is forgotten; if another tab has put a newer one of the same donor
 * in its place, that is tried.
 */
export async function ask<T>(core: Desk, path: string, init?: RequestInit): Promise<Partial<T> | null> {
  const held = tokenOf(core);
  if (!held) throw core.fail("not-connected");
  try {
    return await core.request<T>(core, path, init, held.token);
  } catch (error) {
    if ((error as RivuletError).status !== 401) throw error;
    forget(core, held);
    const newer = tokenOf(core);
    if (newer?.sub !== held.sub || newer.token === held.token) throw error;
    return ask(core, path, init);
  }
}

/** Forgets this token, and no newer one that stands in its place by now. */
export function forget(core: Desk, { token }: Token): void {
  if (tokenOf(core)?.token === token) core.write(`${core.prefix}token`);
  look(core);
}
