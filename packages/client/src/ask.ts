import type { Desk } from "./desk.js";
import { look } from "./look.js";
import type { Token } from "./open-core.js";

/**
 * Asks with the token that holds now. A refused one is forgotten; if another tab has put a newer one of the same donor
 * in its place, that is tried.
 */
export async function ask<T>(core: Desk, path: string, init?: RequestInit): Promise<Partial<T>> {
  const held = core.token();
  if (!held) throw core.fail("not-connected");
  return core.request<T>(core, path, init, held.token).catch((error) => {
    if (error.status !== 401 || forget(core, held)?.sub !== held.sub) throw error;
    return ask(core, path, init);
  });
}

/** Forgets this token, and hands back the newer one that stands in its place by now, if there is one. */
export function forget(core: Desk, { token }: Token): Token | null {
  if (core.token()?.token === token) core.write(core.tokenKey);
  look(core);
  return core.token();
}
