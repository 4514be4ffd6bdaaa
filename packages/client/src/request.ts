import { quietly } from "./device-store.js";
import { TIMEOUT_MS } from "./limits.js";
import type { Core } from "./open-core.js";
import { RivuletError } from "./rivulet-error.js";

/**
 * Asks the backend; resolves with the JSON of a 2xx answer, an empty one being an empty object, else rejects with a
 * RivuletError. What is no JSON is not the backend's, but a captive portal's, or was cut off.
 */
export async function request<T>(
  core: Core,
  path: string,
  init?: RequestInit,
  token?: string,
): Promise<Partial<T>> {
  let answer: Response;
  try {
    answer = await (core.fetch ?? fetch)(core.backend + path, {
      ...init,
      credentials: "omit",
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
      // A browser ignores this `origin`, and sends its own.
      headers: (token && {
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        origin: core.site,
      }) as Record<string, string>,
    });
  } catch (error) {
    core.changed({ offline: true });
    throw new RivuletError((error as Error).name === "TimeoutError" ? "timeout" : "offline");
  }
  core.changed({ offline: false });
  const text = await answer.text().catch(() => "-");
  const body = quietly(() => JSON.parse(text || "{}"));
  if (answer.ok && body) return body;
  throw new RivuletError(body?.code ?? "bad-answer", answer.status, answer.headers.get("retry-after"));
}
