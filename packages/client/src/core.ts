import type { Client, ClientOptions } from "./client.js";
import type { More } from "./more.js";
import { openCore } from "./open-core.js";

/** What the part that is loaded on demand does in whole. */
const LOADED = [
  "undo",
  "prepare",
  "connect",
  "disconnect",
  "handleRedirect",
  "me",
  "subscribe",
  "unsubscribe",
  "claim",
] as const satisfies (keyof More)[];

export type CoreOptions = ClientOptions & {
  /**
   * Brings the part that is loaded on demand; called at the first need, and again after it failed.
   * @example loadMore: () => import(`${base}more.js`).then((module) => module.more)
   */
  loadMore: () => Promise<More>;
};

/**
 * The client without its on-demand part, for a page.
 * @example const client = createCore({ backend: "https://give.example", loadMore: async () => more });
 */
export function createCore({ loadMore, ...options }: CoreOptions): Client {
  const core = openCore(options, LOADED, undefined, loadMore);
  const { handleRedirect } = core;
  // An address without an answer needs nothing loaded.
  core.handleRedirect = async () =>
    /[?&]state=rivulet\./.test(globalThis.location?.search) && handleRedirect();
  return core;
}
