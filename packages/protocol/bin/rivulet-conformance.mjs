#!/usr/bin/env node
import { commandLine } from "../dist/conformance/index.js";

process.exitCode = await commandLine(process.argv.slice(2), {
  write: (text) => process.stdout.write(text),
  complain: (text) => process.stderr.write(text),
});
