import { serveInstance } from "../serve-instance.js";
import { DEMO_BLOG, seedDemo } from "./seed-demo.js";
import { serveFolder } from "./serve-folder.js";

/** The address of the instance that stands in the example blog's files. */
const WRITTEN_INSTANCE = "http://localhost:4000";

/** Where the demo runs; port 0 takes a free one. */
export type DemoOptions = {
  port: number;
  blogPort: number;
  /** `sqlite:PATH` */
  database: string;
  /** The folder of the blog's files. */
  blogFolder: string;
  /** What the blog's server serves from elsewhere, as `serveFolder` takes it. */
  beside?: Record<string, string>;
  env?: Record<string, string | undefined>;
};

/**
 * Starts the demo: an instance on localhost and a blog with buttons on 127.0.0.1, which is another site.
 * @throws an Error with one sentence: a taken port, a folder that cannot be written.
 */
export async function startDemo(
  options: DemoOptions,
): Promise<{ instanceUrl: string; blogUrl: string; close(): Promise<void> }> {
  const env = options.env ?? process.env;
  const replace: Record<string, string> = {};
  const { blogFolder, blogPort: port, beside = {} } = options;
  const blog = await serveFolder(blogFolder, { host: "127.0.0.1", port, beside, replace });
  try {
    const instance = await serveInstance({
      database: options.database,
      port: options.port,
      demo: true,
      // The demo is on localhost, whatever the environment says of a real instance.
      env: { RIVULET_LOG_LEVEL: "warn", ...env, RIVULET_ORIGIN: undefined, RIVULET_SMTP_URL: undefined },
      prepare: (db, deps) => seedDemo(db, deps, blog.url),
    });
    // Both at once, so that neither replaces what the other has written.
    Object.assign(replace, { [WRITTEN_INSTANCE]: instance.url, [DEMO_BLOG]: blog.url });
    return {
      instanceUrl: instance.url,
      blogUrl: blog.url,
      async close() {
        await Promise.all([blog.close(), instance.close()]);
      },
    };
  } catch (thrown) {
    await blog.close();
    throw thrown;
  }
}
