import { Command, CommanderError } from "commander";
import { checkCommand } from "./check-command.js";
import { donorCommand } from "./donor-command.js";
import { migrateCommand } from "./migrate-command.js";
import { payInCommand } from "./pay-in-command.js";
import { publisherCommand } from "./publisher-command.js";
import { serveCommand } from "./serve-command.js";
import { settleCommand } from "./settle-command.js";
import { statementCommand } from "./statement-command.js";
import { tokenCommand } from "./token-command.js";

/** The exit codes of every command. */
const REFUSED = 1;
const WRONG_USAGE = 2;

/**
 * Runs the `rivulet` command.
 * @param words what was typed after `rivulet`
 * @returns the exit code: 0 done, 1 refused or unsound (the reason on stderr), 2 wrong usage
 * @example await main(["check"])
 */
export async function main(words: string[]): Promise<number> {
  try {
    await program().parseAsync(words, { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE;
    process.stderr.write(`rivulet: ${error instanceof Error ? error.message : String(error)}\n`);
    return REFUSED;
  }
}

function program(): Command {
  const rivulet = new Command("rivulet").description("A donation button that anyone can host.");
  const commands = [
    serveCommand(),
    migrateCommand(),
    donorCommand(),
    publisherCommand(),
    payInCommand(),
    tokenCommand(),
    settleCommand(),
    statementCommand(),
    checkCommand(),
  ];
  for (const command of commands) rivulet.addCommand(command);
  throwInsteadOfExit(rivulet);
  return rivulet;
}

/** Commander ends the process where a word is wrong; the exit code is ours to say. */
function throwInsteadOfExit(command: Command): void {
  command.exitOverride();
  for (const child of command.commands) throwInsteadOfExit(child);
}
