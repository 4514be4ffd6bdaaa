import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { fileURLToPath } from "node:url";

/** The checkout's folder. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Says one sentence and ends with exit code 1. */
export function giveUp(sentence) {
  console.error(sentence);
  process.exit(1);
}

/** Ends with one sentence where nothing can be written into the checkout. */
export function requireWritable() {
  try {
    accessSync(ROOT, constants.W_OK);
  } catch {
    giveUp(
      `The folder ${ROOT} cannot be written to; Rivulet installs and builds inside it. Make it writable and try again.`,
    );
  }
}

/** Runs a command in the checkout; resolves with its exit code and, when `quiet`, with what it printed. */
export function run(command, args, { quiet = false, env = {} } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ["ignore", quiet ? "pipe" : "inherit", quiet ? "pipe" : "inherit"],
    });
    let output = "";
    child.stdout?.on("data", (data) => (output += data));
    child.stderr?.on("data", (data) => (output += data));
    child.on("error", (error) => resolve({ code: 127, output: error.message }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Runs a command quietly; when it fails, prints what it said and ends. */
export async function mustRun(what, command, args) {
  const { code, output } = await run(command, args, { quiet: true });
  if (code !== 0) {
    console.error(output);
    giveUp(`${what} failed; what it printed stands above.`);
  }
}
