import { type Desk, type Token, tokenOf } from "./desk.js";
import { look } from "./look.js";

/**
 * Asks with the token that holds now. A refused one is forgotten; if another tab has put a newer one of the same donor
 * in its place, that is tried.
 */
export async function ask<T>(core: Desk, path: string, init?: RequestInit): Promise<Partial<T>> {
  const held = tokenOf(core);
  if (!held) throw core.fail("not-connected");
  return core.request<T>(core, path, init, held.token).catch((error) => {
    if (error.status === 401) forget(core, held);
    if (error.status !== 401 || tokenOf(core)?.sub !== held.sub) throw error;
    return ask(core, path, init);
  });
}

/** Forgets this token, and no newer one that stands in its place by now. */
export function forget(core: Desk, { token }: Token): void {
  if (tokenOf(core)?.token === token) core.write(`${core.prefix}token`);
  look(core);
}
