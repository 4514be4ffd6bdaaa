import { once } from "node:events";
import { DEMO_BLOG, seedDemo } from "../demo/seed-demo.js";
import { serveInstance } from "../serve-instance.js";

export { serveFolder } from "../demo/serve-folder.js";
export { type Served, type ServeOptions, serveInstance } from "../serve-instance.js";

/** What `rivulet serve` is told; the rest comes from the environment. */
export type ServeCommand = { database: string; port: number; origin?: string; demo?: boolean };

/**
 * Serves until SIGINT or SIGTERM, then finishes what is under way and closes the store.
 * @throws an Error with one sentence for the operator
 */
export async function serve(command: ServeCommand): Promise<void> {
  const served = await serveInstance({
    ...command,
    prepare: async (db, deps) => {
      if (command.demo) await seedDemo(db, deps, DEMO_BLOG);
    },
  });
  const stopped = new AbortController();
  await Promise.race(["SIGINT", "SIGTERM"].map((name) => once(process, name, { signal: stopped.signal })));
  stopped.abort();
  await served.close();
}
