/** Prints what a command has done: a sentence, or with `--json` the same as JSON. */
export function print(json: boolean, value: Record<string, unknown>, sentence: string): void {
  process.stdout.write(`${json ? JSON.stringify(value) : sentence}\n`);
}
