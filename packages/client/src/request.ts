import type { Core } from "./core.js";
import { RivuletError } from "./rivulet-error.js";

const TIMEOUT_MS = 15_000;

/** Asks the backend; resolves with the JSON of a 2xx answer (null where it is none), else rejects with a RivuletError. */
export async function request<T>(
  core: Core,
  path: string,
  init?: RequestInit,
  token?: string,
): Promise<Partial<T> | null> {
  let answer: Response;
  try {
    answer = await (core.fetch ?? fetch)(core.backend + path, {
      ...init,
      credentials: "omit",
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
      // A browser ignores this `origin`, and sends its own.
      headers: token
        ? { authorization: `Bearer ${token}`, "content-type": "application/json", origin: `${core.site}` }
        : {},
    });
  } catch (error) {
    core.changed({ offline: true });
    throw new RivuletError((error as Error).name === "TimeoutError" ? "timeout" : "offline");
  }
  core.changed({ offline: false });
  const body = await answer.json().catch(() => null);
  if (answer.ok) return body;
  throw new RivuletError(body?.code ?? "bad-answer", answer.status, answer.headers.get("retry-after"));
}
