import { formatAmount, type Period } from "@rivulet/protocol";
import type { Command } from "commander";
import { planSettlement } from "../domain/plan-settlement.js";
import { type Settled, settlePeriod } from "../domain/settlement.js";
import { type Opened, storeCommand, withStore } from "./open-command.js";
import { print } from "./print.js";
import { readPeriod } from "./read-arguments.js";
import { showProgress } from "./show-progress.js";

/** `rivulet settle PERIOD` */
export function settleCommand(): Command {
  return storeCommand(
    "settle",
    "settle a period that is over; again changes nothing",
    "settle 2026-11 --dry-run",
  )
    .argument("<period>", "a month such as 2026-11", readPeriod)
    .option("--dry-run", "say what would be done, and do nothing")
    .action(async (period: Period, { dryRun }: { dryRun?: boolean }, command: Command) => {
      await withStore(command, "opens", async (opened) => {
        const settled = dryRun
          ? await planSettlement(opened.db, period, opened.settings, opened.now)
          : await settle(opened, period);
        printSettled(opened, settled, dryRun === true);
      });
    });
}

async function settle({ db, settings, now }: Opened, period: Period): Promise<Settled> {
  const progress = showProgress();
  const settled = await settlePeriod(db, period, settings, now, { onProgress: progress.show });
  progress.end();
  return settled;
}

function printSettled({ json, settings }: Opened, settled: Settled, dryRun: boolean): void {
  const { period, again, donors, publishers } = settled;
  const [given, fee, net] = [settled.given, settled.fee, settled.net].map(formatAmount);
  const verb = again ? "was settled before" : dryRun ? "would be settled" : "is settled";
  const sentence = `${period} ${verb}: ${given} ${settings.currency} of ${donors} donors, ${net} to ${publishers} publishers, fee ${fee}.`;
  print(json, { period, again, dry_run: dryRun, given, fee, net, donors, publishers }, sentence);
}
