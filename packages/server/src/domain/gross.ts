import type { Db } from "../store/open-store.js";
import { liveClicks, sharesOf } from "./split-of-donor.js";

/** Adds the shares of what donors gave to the gross of their publishers. */
export async function addGross(
  db: Db,
  period: string,
  given: Map<bigint, bigint>,
  gross: Map<bigint, bigint>,
): Promise<void> {
  const givers = [...given].filter(([, amount]) => amount > 0n);
  const clicks = await liveClicks(
    db,
    period,
    givers.map(([donor]) => donor),
  );
  for (const [donor, amount] of givers) {
    for (const share of sharesOf(amount, clicks.get(donor) ?? [])) {
      if (share.amount > 0n) gross.set(share.publisher, (gross.get(share.publisher) ?? 0n) + share.amount);
    }
  }
}
