import { existsSync } from "node:fs";

/** Imports a part of the built server: what runs in a process of its own cannot read TypeScript. */
export async function built(path) {
  const url = new URL(`../../dist/${path}`, import.meta.url);
  if (existsSync(url)) return await import(url.href);
  process.stderr.write("This test runs the built server, and dist/ is missing; run npm run build first.\n");
  process.exit(1);
}
