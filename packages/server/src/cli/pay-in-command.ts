import { formatAmount } from "@rivulet/protocol";
import type { Command } from "commander";
import { payIn, readReference } from "../domain/pay-in.js";
import { knownDonor } from "./known-donor.js";
import { storeCommand, withStore } from "./open-command.js";
import { print } from "./print.js";
import { readAmount } from "./read-arguments.js";

/** `rivulet pay-in MAIL AMOUNT --reference R` */
export function payInCommand(): Command {
  return storeCommand(
    "pay-in",
    "book a bank transfer by its entry reference; the same again changes nothing",
    "pay-in anna@example.org 10.00 --reference 2026112400017",
  )
    .argument("<mail>")
    .argument("<amount>", "such as 10.00", readAmount)
    .requiredOption("--reference <text>", "the bank's entry reference")
    .action(
      async (mail: string, amount: bigint, { reference: typed }: { reference: string }, command: Command) => {
        const reference = readReference(typed);
        await withStore(command, "opens", async ({ db, settings, now, json }) => {
          const donor = await knownDonor(db, mail);
          const outcome = await db
            .transaction()
            .execute((tx) => payIn(tx, { donor, amount, reference }, now));
          const text = `${formatAmount(amount)} ${settings.currency} for ${mail}`;
          const sentence =
            outcome === "booked" ? `Booked ${text}.` : `${text} is booked already; nothing changed.`;
          print(json, { mail, amount: formatAmount(amount), reference, outcome }, sentence);
        });
      },
    );
}
