import { type Donor, findDonor } from "../domain/donors.js";
import { findPerson } from "../domain/people.js";
import { Refusal } from "../domain/refusal.js";
import type { Db } from "../store/open-store.js";

/** The donor with a mail address. @throws Refusal `unknown-donor` */
export async function knownDonor(db: Db, mail: string): Promise<Donor> {
  const person = await findPerson(db, mail);
  const donor = person && (await findDonor(db, person.id));
  if (!donor)
    throw new Refusal("unknown-donor", `There is no donor "${mail}"; "rivulet donor add" makes one.`);
  return donor;
}
