import { formatAmount, type Period } from "@rivulet/protocol";
import { type Command, Option } from "commander";
import { periodStatement } from "../domain/period-statement.js";
import { findPublisher } from "../domain/publishers.js";
import { Refusal } from "../domain/refusal.js";
import { donorStatement, publisherStatement } from "../domain/statement.js";
import type { Db } from "../store/open-store.js";
import { knownDonor } from "./known-donor.js";
import { storeCommand, withStore } from "./open-command.js";
import { formatCsv, formatTable, type Table } from "./print-table.js";
import { readPeriod } from "./read-arguments.js";

type Whose = { donor?: string; publisher?: string };
type Format = "table" | "json" | "csv";
/** A statement in words: what JSON shows, and the same as a table with its sums in a line. */
type Written = { value: Record<string, unknown>; table: Table; sums: string };

/** `rivulet statement PERIOD` */
export function statementCommand(): Command {
  return storeCommand(
    "statement",
    "every share of a settled period, to the micro",
    "statement 2026-11 --publisher marothro --format csv",
  )
    .argument("<period>", "a month such as 2026-11", readPeriod)
    .addOption(new Option("--donor <mail>", "what this donor gave, click by click").conflicts("publisher"))
    .option("--publisher <handle>", "what this publisher received, thing by thing")
    .addOption(new Option("--format <format>", "how to print it").choices(["table", "json", "csv"]))
    .action(async (period: Period, options: Whose & { format?: Format }, command: Command) => {
      await withStore(command, "opens", async ({ db, json }) => {
        const written = await writeStatement(db, period, options);
        const format = options.format ?? (json ? "json" : "table");
        process.stdout.write(`${inFormat(written, format)}\n`);
      });
    });
}

function inFormat({ value, table, sums }: Written, format: Format): string {
  if (format === "json") return JSON.stringify(value);
  if (format === "csv") return formatCsv(table);
  return `${sums}\n\n${formatTable(table)}`;
}

async function writeStatement(db: Db, period: Period, whose: Whose): Promise<Written> {
  if (whose.donor !== undefined) return await ofDonor(db, period, whose.donor);
  if (whose.publisher !== undefined) return await ofPublisher(db, period, whose.publisher);
  return await ofPeriod(db, period);
}

async function ofDonor(db: Db, period: Period, mail: string): Promise<Written> {
  const statement = await donorStatement(db, period, await knownDonor(db, mail));
  const [budget, given] = [formatAmount(statement.budget), formatAmount(statement.given)];
  const shares = statement.shares.map((share) => ({ ...share, amount: formatAmount(share.amount) }));
  return {
    value: { period, budget, given, shares },
    sums: `${period}: budget ${budget}, given ${given}`,
    table: {
      heads: ["click", "publisher", "url", "amount"],
      rows: shares.map(({ id, publisher, url, amount }) => [id, publisher, url, amount]),
    },
  };
}

async function ofPublisher(db: Db, period: Period, handle: string): Promise<Written> {
  const publisher = await findPublisher(db, handle);
  if (!publisher) throw new Refusal("unknown-publisher", `There is no publisher "${handle}".`);
  const statement = await publisherStatement(db, period, publisher);
  const [gross, fee, net] = [statement.gross, statement.fee, statement.net].map(formatAmount);
  const shares = statement.shares.map((share) => ({ ...share, amount: formatAmount(share.amount) }));
  return {
    value: { period, gross, fee, net, shares },
    sums: `${period}: gross ${gross}, fee ${fee}, net ${net}`,
    table: {
      heads: ["thing", "clicks", "amount"],
      rows: shares.map(({ thing, clicks, amount }) => [thing, `${clicks}`, amount]),
    },
  };
}

async function ofPeriod(db: Db, period: Period): Promise<Written> {
  const statement = await periodStatement(db, period);
  const [given, fee, net] = [statement.given, statement.fee, statement.net].map(formatAmount);
  const publishers = statement.publishers.map((row) => ({
    publisher: row.handle,
    gross: formatAmount(row.gross),
    fee: formatAmount(row.fee),
    net: formatAmount(row.net),
  }));
  return {
    value: { period, given, fee, net, donors: statement.donors, publishers },
    sums: `${period}: ${statement.donors} donors gave ${given}, fee ${fee}, net ${net}`,
    table: {
      heads: ["publisher", "gross", "fee", "net"],
      rows: publishers.map((row) => [row.publisher, row.gross, row.fee, row.net]),
    },
  };
}
