import { createHash } from "node:crypto";
import type { Db, Tx } from "../store/open-store.js";
import { hashSecret, newSecret } from "./secret.js";

/** A link of a mail, and a code shown for it, are good for 15 minutes. */
export const SIGN_IN_LIFE_MS = 15 * 60_000;
const CODE_TRIES = 5n;
const KEPT_MS = 24 * 3_600_000;

/** Who has proved to read a mailbox, and where that person wanted to go (a path of this instance). */
export type SignedIn = { mail: string; returnTo: string };

/**
 * Begins a sign-in for a mail address, known or not: no account is made before the link is used.
 * @returns the link's secret, which goes into the mail and nowhere else.
 */
export async function startSignIn(
  tx: Tx,
  asked: { mail: string; browser: string; returnTo: string },
  now: number,
): Promise<string> {
  await tx
    .deleteFrom("sign_ins")
    .where("created_at", "<", BigInt(now - KEPT_MS))
    .execute();
  const link = newSecret();
  await tx
    .insertInto("sign_ins")
    .values({
      mail: asked.mail,
      browser_hash: hashSecret(asked.browser),
      link_hash: hashSecret(link),
      code_hash: null,
      return_to: asked.returnTo,
      created_at: now,
    })
    .execute();
  return link;
}

/** Of whom a link that can still be opened is, or null. Looking changes nothing: programs look at links before people do. */
export async function findLink(db: Db, link: string, now: number): Promise<{ mail: string } | null> {
  const row = await openableLink(db, link, now);
  return row ? { mail: row.mail } : null;
}

function openableLink(db: Db, link: string, now: number) {
  return db
    .selectFrom("sign_ins")
    .selectAll()
    .where("link_hash", "=", hashSecret(link))
    .where("used_at", "is", null)
    .where("created_at", ">", BigInt(now - SIGN_IN_LIFE_MS))
    .executeTakeFirst();
}

/** What a link did: it signed in the browser that had asked, or it gives a code to type there. */
export type LinkOpened = ({ kind: "signed-in" } & SignedIn) | { kind: "code"; code: string };

/**
 * Opens a link from a mail. Only the browser that asked is signed in by it; any other is shown a code, since
 * otherwise a link that somebody else asked for would sign in whoever opens it. Null when it is used, old or unknown.
 */
export async function openLink(
  tx: Tx,
  opened: { link: string; browser: string | null },
  now: number,
): Promise<LinkOpened | null> {
  const row = await openableLink(tx, opened.link, now);
  if (!row) return null;
  if (opened.browser !== null && hashSecret(opened.browser).equals(row.browser_hash)) {
    await markUsed(tx, row.id, now);
    return { kind: "signed-in", mail: row.mail, returnTo: row.return_to };
  }
  const code = codeOf(opened.link);
  await tx
    .updateTable("sign_ins")
    .set({ code_hash: hashSecret(code) })
    .where("id", "=", row.id)
    .execute();
  return { kind: "code", code };
}

/** Takes the code that the link showed elsewhere. Five tries a sign-in; null when it is wrong or there is none. */
export async function typeCode(
  tx: Tx,
  typed: { code: string; browser: string },
  now: number,
): Promise<SignedIn | null> {
  const row = await tx
    .selectFrom("sign_ins")
    .selectAll()
    .where("browser_hash", "=", hashSecret(typed.browser))
    .where("used_at", "is", null)
    .where("code_hash", "is not", null)
    .where("code_tries", "<", CODE_TRIES)
    .where("created_at", ">", BigInt(now - SIGN_IN_LIFE_MS))
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  await tx
    .updateTable("sign_ins")
    .set({ code_tries: row.code_tries + 1n })
    .where("id", "=", row.id)
    .execute();
  if (!hashSecret(typed.code).equals(row.code_hash as Uint8Array)) return null;
  await markUsed(tx, row.id, now);
  return { mail: row.mail, returnTo: row.return_to };
}

/** The last sign-in that this browser asked for and that still matters: where to go on when it is done. */
export async function lastSignIn(
  db: Db,
  browser: string,
  now: number,
): Promise<(SignedIn & { used: boolean }) | null> {
  const row = await db
    .selectFrom("sign_ins")
    .select(["mail", "return_to", "used_at"])
    .where("browser_hash", "=", hashSecret(browser))
    .where("created_at", ">", BigInt(now - SIGN_IN_LIFE_MS))
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ? { mail: row.mail, returnTo: row.return_to, used: row.used_at !== null } : null;
}

async function markUsed(tx: Tx, id: bigint, now: number): Promise<void> {
  await tx.updateTable("sign_ins").set({ used_at: now }).where("id", "=", id).execute();
}

/** The code follows from the link, so that it is the same however often it is shown. */
function codeOf(link: string): string {
  const digest = createHash("sha256").update(`rivulet-code:${link}`).digest();
  return (digest.readUIntBE(0, 6) % 1_000_000).toString().padStart(6, "0");
}
