import { forget } from "./ask.js";
import type { Desk } from "./desk.js";

/**
 * Forgets the token at once, then asks the backend to revoke it (RFC 7009); rejects where the backend did not hear, so
 * that the donor can be told to end it there. What is unsent keeps its `sub`.
 */
export async function disconnect(core: Desk): Promise<void> {
  const held = core.token();
  if (!held) return;
  forget(core, held);
  const { token } = held;
  await core.request(core, "/v1/revoke", { method: "POST", body: new URLSearchParams({ token }) });
}
