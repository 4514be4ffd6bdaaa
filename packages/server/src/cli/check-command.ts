import type { Command } from "commander";
import { checkBooks } from "../domain/check.js";
import { Refusal } from "../domain/refusal.js";
import { storeCommand, withStore } from "./open-command.js";
import { print } from "./print.js";

/** `rivulet check` */
export function checkCommand(): Command {
  return storeCommand("check", "prove that the books balance, and name what does not", "check").action(
    async (_options, command: Command) => {
      await withStore(command, "opens", async ({ db, json }) => {
        const { ok, findings } = await checkBooks(db);
        if (ok) return print(json, { ok, findings }, "The books balance.");
        if (json) print(json, { ok, findings }, "");
        else process.stderr.write(`${findings.join("\n")}\n`);
        throw new Refusal("unsound", "The books do not balance.");
      });
    },
  );
}
