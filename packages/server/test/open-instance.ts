import { randomBytes } from "node:crypto";
import { type ClickSent, parseAmount } from "@rivulet/protocol";
import { type ClickRecorder, createClickRecorder } from "../src/domain/click-recorder.js";
import { connectionFor } from "../src/domain/connections.js";
import { type Counts, createCounts } from "../src/domain/counts.js";
import { type Donor, donorFor, setBudget } from "../src/domain/donors.js";
import { uuidText } from "../src/domain/id.js";
import { payIn } from "../src/domain/pay-in.js";
import { personFor } from "../src/domain/people.js";
import { addPublisher, type Publisher } from "../src/domain/publishers.js";
import type { Sender } from "../src/domain/sender.js";
import { readSettings, type Settings } from "../src/domain/settings.js";
import { issueToken } from "../src/domain/tokens.js";
import { type Db, openStore } from "../src/store/open-store.js";

/** The instant at which the instances of the tests begin, unless told: the middle of a month. */
export const MID_NOVEMBER = Date.parse("2026-11-15T12:00:00Z");
/** When November can be settled. */
export const NOVEMBER_DUE = Date.parse("2026-12-01T00:15:00Z");
export const BLOG = "https://blog.example";

/** A donor with a budget and a balance, connected to one site. */
export type TestDonor = Donor & { mail: string; sender: Sender };

/** An instance without HTTP: a store with people in it, and a recorder. Amounts are decimal strings. */
export type TestInstance = {
  db: Db;
  settings: Settings;
  counts: Counts;
  recorder: ClickRecorder;
  /** @param wanted `budget: null` sets none; `paidIn` is 10.00 unless told */
  addDonor(
    mail: string,
    wanted?: { budget?: string | null; paidIn?: string; site?: string; at?: number },
  ): Promise<TestDonor>;
  addPublisher(handle: string, wanted?: { mail?: string; sites?: string[] }): Promise<Publisher>;
  /** The same donor through another site. */
  connect(donor: TestDonor, site: string): Promise<Sender>;
  /** A site token for the donor's own connection. @param realNow by the real clock */
  tokenFor(donor: TestDonor, site?: string, realNow?: number, scope?: string): Promise<string>;
  close(): Promise<void>;
};

/** Opens an instance of its own. @param options `path` of a file, else it lives in memory; `env` as the server's */
export async function openInstance(
  options: { path?: string; env?: Record<string, string>; at?: number } = {},
): Promise<TestInstance> {
  const db = await openStore(`sqlite:${options.path ?? ":memory:"}`);
  const settings = readSettings(options.env ?? {}, { origin: "https://give.example" });
  const counts = createCounts(db);
  const at = options.at ?? MID_NOVEMBER;
  const connect = async (donor: Donor, site: string): Promise<Sender> => {
    const { id } = await db.transaction().execute((tx) => connectionFor(tx, donor.id, site, at));
    return { donor: donor.id, person: donor.person, connection: id, site };
  };
  return {
    db,
    settings,
    counts,
    recorder: createClickRecorder({ db, counts }),
    connect,
    async addDonor(mail, wanted = {}) {
      const donor = await makeDonor(db, settings, mail, { at, ...wanted });
      return { ...donor, mail, sender: await connect(donor, wanted.site ?? BLOG) };
    },
    async addPublisher(handle, { mail = `${handle}@publishers.example`, sites = [] } = {}) {
      return await db.transaction().execute(async (tx) => {
        const person = await personFor(tx, mail, at);
        return await addPublisher(tx, { handle, person: person.id, sites }, at);
      });
    },
    async tokenFor(donor, site = donor.sender.site, realNow = Date.now(), scope = "click") {
      const { connection } = await connect(donor, site);
      return await db.transaction().execute((tx) => issueToken(tx, connection, realNow, { scope }));
    },
    close: () => db.destroy(),
  };
}

type Wanted = { budget?: string | null; paidIn?: string; at: number };

async function makeDonor(db: Db, settings: Settings, mail: string, wanted: Wanted): Promise<Donor> {
  const { budget = "2.00", paidIn = "10.00", at } = wanted;
  return await db.transaction().execute(async (tx) => {
    const donor = await donorFor(tx, (await personFor(tx, mail, at)).id, at);
    if (budget !== null) await setBudget(tx, donor.id, micros(budget), settings, at);
    if (micros(paidIn) > 0n)
      await payIn(tx, { donor, amount: micros(paidIn), reference: `first of ${mail}` }, at);
    return donor;
  });
}

/** The micros of an amount in words. @example micros("2.00") // 2000000n */
export function micros(amount: string): bigint {
  const value = parseAmount(amount);
  if (value === null) throw new TypeError(`"${amount}" is no amount.`);
  return value;
}

/** A click as a button would send it. @param at when it was made, in milliseconds since 1970 */
export function clickOn(
  publisher: string,
  path: string,
  more: Partial<ClickSent> & { at?: number } = {},
): ClickSent {
  const { at = MID_NOVEMBER, ...given } = more;
  const url = new URL(path, BLOG).href;
  return { id: clickIdAt(at), publisher, url, clicked_at: new Date(at).toISOString(), ...given };
}

/** A new UUID of version 7 (RFC 9562 section 5.7). */
export function clickIdAt(at: number): string {
  const bytes = Buffer.concat([Buffer.alloc(6), randomBytes(10)]);
  bytes.writeUIntBE(at, 0, 6);
  bytes[6] = 0x70 | ((bytes[6] as number) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] as number) & 0x3f);
  return uuidText(bytes);
}
