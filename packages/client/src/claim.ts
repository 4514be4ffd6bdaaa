import type { ClickWaiting } from "./device-store.js";
import { CLAIMED_MS } from "./limits.js";
import type { Core } from "./open-core.js";

/** Waiting clicks that are nobody's yet, and that the donor who is connected has not refused. */
export function unclaimed(core: Core): ClickWaiting[] {
  const held = core.token();
  return core.waiting().filter(({ sub, notOf }) => held && !sub && notOf !== held.sub);
}

/**
 * Gives them to the donor who is connected: those of the last hour at once, the older ones by the answer to one
 * question; no leaves them for whoever made them.
 */
export function claim(core: Core, answer?: boolean): void {
  for (const click of unclaimed(core)) {
    if (answer == null && core.clock() - Date.parse(click.clickedAt) > CLAIMED_MS) continue;
    core.save(click.id, { ...click, [answer === false ? "notOf" : "sub"]: core.token()?.sub });
  }
}
