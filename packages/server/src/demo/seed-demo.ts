import type { Clock } from "../domain/clock.js";
import { budgetAt, donorFor, setBudget } from "../domain/donors.js";
import { payIn } from "../domain/pay-in.js";
import { personFor } from "../domain/people.js";
import { addPublisher } from "../domain/publishers.js";
import type { Settings } from "../domain/settings.js";
import type { Db } from "../store/open-store.js";

/** Who is there when a demo starts: the blog's author, and a donor who has paid in. */
export const DEMO = {
  handle: "marothro",
  author: "marothro@example.org",
  reader: "reader@example.org",
} as const;

/** Where the example blog says that it is. */
export const DEMO_BLOG = "http://127.0.0.1:4001";

const PAID_IN = 10_000_000n;

/** Seeds a demo; again changes nothing, but verifies the blog's present origin. */
export async function seedDemo(
  db: Db,
  { clock, settings }: { clock: Clock; settings: Settings },
  blogOrigin: string,
): Promise<void> {
  const now = clock.now();
  await db.transaction().execute(async (tx) => {
    const author = await personFor(tx, DEMO.author, now);
    await addPublisher(tx, { handle: DEMO.handle, person: author.id, sites: [blogOrigin] }, now);
    const reader = await personFor(tx, DEMO.reader, now);
    const donor = await donorFor(tx, reader.id, now);
    if ((await budgetAt(tx, donor.id, now)) === null)
      await setBudget(tx, donor.id, settings.minimumBudget, settings, now);
    await payIn(tx, { donor, amount: PAID_IN, reference: "demo-first" }, now);
  });
}
