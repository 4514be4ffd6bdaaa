import type { Db, Tx } from "../store/open-store.js";
import { isMail } from "./mail-address.js";
import { Refusal } from "./refusal.js";

/** Somebody with a mail address; donor, publisher, both or neither yet. */
export type Person = { id: bigint; mail: string };

/** The person with a mail address (in any case), or null. */
export async function findPerson(db: Db, mail: string): Promise<Person | null> {
  const row = await db
    .selectFrom("people")
    .select(["id", "mail"])
    .where("mail", "=", readMail(mail))
    .executeTakeFirst();
  return row ?? null;
}

/** The person with a mail address, made when there is none. @throws Refusal `invalid-mail` */
export async function personFor(tx: Tx, mail: string, now: number): Promise<Person> {
  const known = await findPerson(tx, mail);
  if (known) return known;
  return await tx
    .insertInto("people")
    .values({ mail: readMail(mail), created_at: now })
    .returning(["id", "mail"])
    .executeTakeFirstOrThrow();
}

/** A mail address as it is kept: trimmed, in lower case. @throws Refusal `invalid-mail` */
export function readMail(text: string): string {
  const mail = text.trim().toLowerCase();
  if (!isMail(mail)) throw new Refusal("invalid-mail", `"${text}" is no mail address.`);
  return mail;
}
