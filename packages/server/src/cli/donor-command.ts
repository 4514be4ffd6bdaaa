import { formatAmount } from "@rivulet/protocol";
import { Command } from "commander";
import { budgetAt, donorFor, setBudget } from "../domain/donors.js";
import { personFor } from "../domain/people.js";
import type { Tx } from "../store/open-store.js";
import { type Opened, storeCommand, withStore } from "./open-command.js";
import { print } from "./print.js";
import { readAmount } from "./read-arguments.js";

/** `rivulet donor add MAIL` */
export function donorCommand(): Command {
  return new Command("donor").description("donors").addCommand(
    storeCommand("add", "add a donor, or set the budget of one", "donor add anna@example.org --budget 2.00")
      .argument("<mail>")
      .option("--budget <amount>", "a month; the instance's minimum unless told", readAmount)
      .action(async (mail: string, options: { budget?: bigint }, command: Command) => {
        await withStore(command, "creates", async (opened) => {
          const budget = await opened.db
            .transaction()
            .execute((tx) => addDonor(tx, opened, mail, options.budget));
          const amount = formatAmount(budget);
          print(
            opened.json,
            { mail, budget: amount },
            `${mail} gives ${amount} ${opened.settings.currency} a month.`,
          );
        });
      }),
  );
}

/** A donor who is there already keeps the budget, unless one is given. */
async function addDonor(
  tx: Tx,
  { settings, now }: Opened,
  mail: string,
  wanted: bigint | undefined,
): Promise<bigint> {
  const donor = await donorFor(tx, (await personFor(tx, mail, now)).id, now);
  const budget = wanted ?? (await budgetAt(tx, donor.id, now)) ?? settings.minimumBudget;
  await setBudget(tx, donor.id, budget, settings, now);
  return budget;
}
