import type { ConnectOptions } from "./client.js";
import type { Challenge, Desk } from "./desk.js";
import { finish } from "./finish-connect.js";
import { LOOK_EVERY_MS, LOOKS } from "./limits.js";

/** What is stored under `state` from the press until the backend's answer. */
export type Attempt = {
  backend: string;
  /** The page's address, and its history state as JSON, if it can be JSON. */
  href: string;
  history: string | null | undefined;
  isPopup: boolean;
  /** What goes with the code to be exchanged for a token. */
  exchange: Record<"grant_type" | "code_verifier" | "client_id" | "redirect_uri", string>;
};

/** The challenge is made beforehand: a browser blocks a window that opens after an `await`. It stores nothing. */
export async function prepare(core: Desk): Promise<void> {
  core.ready ??= await makeChallenge();
}

/** Two UUIDs have 244 random bits, and the length and signs that RFC 7636 section 4.1 asks for. */
async function makeChallenge(): Promise<Challenge> {
  const verifier = crypto.randomUUID() + crypto.randomUUID();
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  // RFC 4648 section 5, without its padding, which 32 bytes have once.
  const challenge = btoa(String.fromCharCode(...new Uint8Array(digest)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace("=", "");
  return {
    verifier,
    query: {
      response_type: "code",
      state: `rivulet.${crypto.randomUUID()}`,
      code_challenge: challenge,
      code_challenge_method: "S256",
    },
  };
}

/** Connects by popup or by redirect (protocol page, "Connect"). */
export async function connect(
  core: Desk,
  { via, scope = "click", lang }: ConnectOptions = {},
): Promise<void> {
  const { backend } = core;
  if (!core.ready) await prepare(core);
  const { verifier, query } = core.ready as Challenge;
  core.ready = undefined;
  const { state } = query;
  const { href, origin } = location;
  // The address of the answer may have no fragment.
  const site = { client_id: origin, redirect_uri: href.replace(/#.*/, "") };
  const page = (response_mode: string) =>
    `${backend}/connect?${new URLSearchParams({ ...query, ...site, response_mode, scope, ...(lang && { ui_locales: lang }) })}`;
  const wantsPopup = via !== "redirect";
  const popup = wantsPopup && open(page("web_message"), "", "popup,width=480,height=720");
  core.write(state, {
    backend,
    href,
    history: core.quietly(() => JSON.stringify(history.state)),
    isPopup: !!popup,
    exchange: { ...site, grant_type: "authorization_code", code_verifier: verifier },
  } satisfies Attempt);
  // For the next press; a failure will show there.
  prepare(core).catch(() => {});
  if (popup) return awaitPopup(core, popup, state);
  if (!core.kept) {
    core.write(state);
    throw core.fail(wantsPopup ? "popup-blocked" : "storage-blocked");
  }
  location.assign(page("query"));
}

/**
 * Waits until somebody has connected: told by a message from this window and the backend's origin, or, where the page's
 * opener policy has cut the two apart, through the storage, by the page to which the popup went on. A window that was
 * cut off looks closed at once, so closed counts only when the reader has been back on this page for a while; the
 * connect can still finish after that.
 */
async function awaitPopup(core: Desk, popup: Window, state: string): Promise<void> {
  let looks = 0;
  let timer: ReturnType<typeof setInterval> | undefined;
  await new Promise<unknown>((resolve, reject) => {
    core.on("connected", resolve);
    addEventListener(
      "message",
      ({ origin, source, data }) => {
        const isFromPopup = origin === new URL(core.backend).origin && source === popup;
        if (isFromPopup && data?.state === state) finish(core, data).catch(reject);
      },
      { signal: core.closed },
    );
    timer = setInterval(() => {
      if (popup.closed && document.hasFocus()) looks += 1;
      if (looks >= LOOKS || core.closed.aborted) reject(core.fail("popup-closed"));
    }, LOOK_EVERY_MS);
  }).finally(() => {
    clearInterval(timer);
    popup.close();
  });
}
