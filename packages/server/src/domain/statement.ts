import type { Period } from "@rivulet/protocol";
import type { Db } from "../store/open-store.js";
import { isSettled } from "./closing.js";
import type { Donor } from "./donors.js";
import { donorsOfPublisher } from "./donors-of-period.js";
import { readGiven } from "./giving.js";
import { uuidText } from "./id.js";
import type { Publisher } from "./publishers.js";
import { Refusal } from "./refusal.js";
import { liveClicks, sharesOf } from "./split-of-donor.js";

/** What a donor gave in a settled period, and to whom, in the order of the split. Amounts are micros. */
export type DonorStatement = {
  period: Period;
  budget: bigint;
  given: bigint;
  /** They sum to `given`; all are 0 where the clicks expired. */
  shares: { id: string; publisher: string; url: string; amount: bigint }[];
};

/** What a publisher received in a settled period, by thing. Amounts are micros; shares are gross. */
export type PublisherStatement = {
  period: Period;
  gross: bigint;
  fee: bigint;
  net: bigint;
  /** They sum to `gross`. `clicks` are those that were paid. */
  shares: { thing: string; clicks: number; amount: bigint }[];
};

/** Recomputes a donor's shares of a settled period from its frozen rows. @throws Refusal `not-settled` */
export async function donorStatement(db: Db, period: Period, donor: Donor): Promise<DonorStatement> {
  await refuseOpen(db, period);
  const row = await db
    .selectFrom("donor_settlements")
    .select(["budget", "given"])
    .where("period", "=", period)
    .where("donor", "=", donor.id)
    .executeTakeFirst();
  const clicks = (await liveClicks(db, period, [donor.id])).get(donor.id) ?? [];
  const shares = sharesOf(row?.given ?? 0n, clicks);
  const things = await describe(db, new Set(shares.map((share) => share.thing)));
  return {
    period,
    budget: row?.budget ?? 0n,
    given: row?.given ?? 0n,
    shares: shares.map(({ id, thing, amount }) => {
      const { handle, url } = things.get(thing) as Description;
      return { id: uuidText(id), publisher: handle, url, amount };
    }),
  };
}

/** Recomputes what a publisher's things were given in a settled period. @throws Refusal `not-settled` */
export async function publisherStatement(
  db: Db,
  period: Period,
  publisher: Publisher,
): Promise<PublisherStatement> {
  await refuseOpen(db, period);
  const row = await db
    .selectFrom("publisher_settlements")
    .select(["gross", "fee", "net"])
    .where("period", "=", period)
    .where("publisher", "=", publisher.id)
    .executeTakeFirst();
  const sums = await sharesByThing(db, period, publisher.id);
  const things = await describe(db, new Set(sums.keys()));
  const shares = [...sums].map(([thing, sum]) => ({ thing: (things.get(thing) as Description).url, ...sum }));
  shares.sort((a, b) => (a.thing < b.thing ? -1 : 1));
  return { period, gross: row?.gross ?? 0n, fee: row?.fee ?? 0n, net: row?.net ?? 0n, shares };
}

async function refuseOpen(db: Db, period: Period): Promise<void> {
  if (!(await isSettled(db, period))) throw new Refusal("not-settled", `${period} is not settled yet.`);
}

async function sharesByThing(db: Db, period: Period, publisher: bigint) {
  const sums = new Map<bigint, { clicks: number; amount: bigint }>();
  for (const donors of await donorsOfPublisher(db, period, publisher)) {
    const given = await readGiven(db, period, donors);
    for (const [donor, clicks] of await liveClicks(db, period, donors)) {
      for (const share of sharesOf(given.get(donor) ?? 0n, clicks)) {
        if (share.publisher !== publisher || share.amount === 0n) continue;
        const sum = sums.get(share.thing) ?? { clicks: 0, amount: 0n };
        sums.set(share.thing, { clicks: sum.clicks + 1, amount: sum.amount + share.amount });
      }
    }
  }
  return sums;
}

type Description = { handle: string; url: string };

const THINGS_A_READ = 1_000;

async function describe(db: Db, things: Set<bigint>): Promise<Map<bigint, Description>> {
  const known = new Map<bigint, Description>();
  const ids = [...things];
  for (let start = 0; start < ids.length; start += THINGS_A_READ) {
    const rows = await db
      .selectFrom("things")
      .innerJoin("publishers", "publishers.id", "things.publisher")
      .select(["things.id", "things.url", "publishers.handle"])
      .where("things.id", "in", ids.slice(start, start + THINGS_A_READ))
      .execute();
    for (const { id, ...row } of rows) known.set(id, row);
  }
  return known;
}
