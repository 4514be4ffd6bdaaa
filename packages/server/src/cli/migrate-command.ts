import type { Command } from "commander";
import { storeCommand, withStore } from "./open-command.js";
import { print } from "./print.js";

/** `rivulet migrate` */
export function migrateCommand(): Command {
  return storeCommand(
    "migrate",
    "bring the database's schema up to date, and nothing else",
    "migrate",
  ).action(async (_options, command: Command) => {
    await withStore(command, "creates", async ({ json }) => {
      print(json, { migrated: true }, "The schema is up to date.");
    });
  });
}
