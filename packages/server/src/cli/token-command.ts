import type { Command } from "commander";
import { connectionFor } from "../domain/connections.js";
import { issueToken } from "../domain/tokens.js";
import { knownDonor } from "./known-donor.js";
import { storeCommand, withStore } from "./open-command.js";
import { print } from "./print.js";
import { readScope, readSite } from "./read-arguments.js";

/** `rivulet token MAIL ORIGIN` */
export function tokenCommand(): Command {
  return storeCommand(
    "token",
    "print a site token for scripts and tests, and nothing else",
    "token anna@example.org https://blog.example.org",
  )
    .argument("<mail>")
    .argument("<origin>", "the site that the token is for", readSite)
    .option("--scope <scopes>", "what it is for: click, subscribe or both", readScope, "click")
    .action(async (mail: string, origin: string, { scope }: { scope: string }, command: Command) => {
      await withStore(command, "opens", async ({ db, realNow, json }) => {
        const donor = await knownDonor(db, mail);
        const token = await db.transaction().execute(async (tx) => {
          const connection = await connectionFor(tx, donor.id, origin, realNow);
          return await issueToken(tx, connection.id, realNow, { scope });
        });
        print(json, { token }, token);
      });
    });
}
