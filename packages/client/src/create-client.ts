import type { Client, ClientOptions } from "./client.js";
import { more } from "./more.js";
import { openCore } from "./open-core.js";

/**
 * Makes a client of one backend, whole; importing it does nothing, and nothing is requested or written before it is
 * used, save that clicks which an earlier page has kept are sent.
 * @example
 * const client = createClient({ backend: "https://give.example.org" });
 * client.on("counted", ({ count }) => show(count));
 * await client.click({ publisher: "marothro", url: location.href });
 */
export const createClient = (options: ClientOptions): Client => openCore(options, Object.keys(more), more);
