import { Command } from "commander";
import { personFor } from "../domain/people.js";
import { addPublisher } from "../domain/publishers.js";
import { storeCommand, withStore } from "./open-command.js";
import { print } from "./print.js";
import { readSites } from "./read-arguments.js";

/** `rivulet publisher add HANDLE` */
export function publisherCommand(): Command {
  return new Command("publisher").description("publishers").addCommand(
    storeCommand(
      "add",
      "add a publisher, or sites to one",
      "publisher add marothro --mail m@example.org --site https://blog.example.org",
    )
      .argument("<handle>")
      .requiredOption("--mail <mail>", "of the person whose the handle is")
      .option(
        "--site <origin>",
        "an origin that is verified as the publisher's own; can be given again",
        readSites,
        [],
      )
      .action(async (handle: string, { mail, site }: { mail: string; site: string[] }, command: Command) => {
        await withStore(command, "creates", async ({ db, now, json }) => {
          await db.transaction().execute(async (tx) => {
            const person = await personFor(tx, mail, now);
            await addPublisher(tx, { handle, person: person.id, sites: site }, now);
          });
          print(json, { handle, mail, sites: site }, `${handle} is a publisher.`);
        });
      }),
  );
}
