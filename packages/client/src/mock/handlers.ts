import { type HttpHandler, HttpResponse, http } from "msw";
import type { MockBackend } from "./mock-backend.js";
import { NoNetwork } from "./mock-fault.js";
import type { MockOptions } from "./mock-options.js";
import { playBackend } from "./play-backend.js";

/** Where the backend's own answers stand under its base; everything else there stays the site's. */
const PATHS =
  "(?:/v1(?:/.*)?|/\\.well-known/(?:rivulet|oauth-authorization-server)|/connect|/submit/auto|/badge\\.svg|/oembed)";

/**
 * The msw handlers of a backend, for `setupWorker` in a page or `setupServer` in Node. Hand in what `playBackend` gave, to see
 * and steer it; or its options, where nobody needs to.
 * @example
 * const backend = playBackend({ publishers: { marothro: {} } });
 * await setupWorker(...handlers(backend)).start();
 */
export function handlers(played: MockBackend | MockOptions = {}): HttpHandler[] {
  const backend = "fetch" in played ? played : playBackend(played);
  const base = backend.base.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return [
    http.all(new RegExp(`^${base}${PATHS}$`), async ({ request }) => {
      try {
        return await backend.fetch(request);
      } catch (thrown) {
        if (thrown instanceof NoNetwork) return HttpResponse.error();
        throw thrown;
      }
    }),
  ];
}
