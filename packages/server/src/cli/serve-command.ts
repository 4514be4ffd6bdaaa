import { isSite } from "@rivulet/protocol";
import { type Command, InvalidArgumentError } from "commander";
import { addressOf, storeCommand, withStore } from "./open-command.js";

type ServeOptions = { database?: string; clock?: number; port: number; origin?: string; demo?: boolean };

/** `rivulet serve` */
export function serveCommand(): Command {
  return storeCommand(
    "serve",
    "start the instance; creates and migrates its database",
    "serve --port 4000 --origin https://give.example.org",
  )
    .option("--port <number>", "where it listens", readPort, 4000)
    .option(
      "--origin <url>",
      "where people reach it; without one it listens on the loopback only (else RIVULET_ORIGIN)",
      readOrigin,
    )
    .option(
      "--demo",
      "a demo: its clock can be moved, its mails stay in an outbox; a new database is marked for good",
    )
    .action(async (options: ServeOptions, command: Command) => {
      // The clock of a demo is moved, and what is due on the way settled, before anybody is served.
      if (options.clock !== undefined) await withStore(command, "opens", async () => {});
      const { port, origin, demo } = options;
      // The server's parts are many, and no other command needs them.
      const { serve } = await import("./serve.js");
      await serve({
        database: addressOf(options),
        port,
        ...(origin === undefined ? {} : { origin }),
        ...(demo === undefined ? {} : { demo }),
      });
    });
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new InvalidArgumentError("Write a port from 0 to 65535.");
  return port;
}

function readOrigin(text: string): string {
  if (!isSite(text)) throw new InvalidArgumentError("Write an origin such as https://give.example.org.");
  return text;
}
