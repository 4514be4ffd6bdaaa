// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Client, createClient } from "../src/index.js";
import { createDevice } from "./device.js";
import { hear } from "./hear.js";
import { BACKEND, playBackend, SITE } from "./play-backend.js";
import { playLocks } from "./play-locks.js";

const page = `${SITE}/post?page=2#comments`;
const thing = { publisher: "marothro", url: `${SITE}/post` };

/** The window of happy-dom can be moved to any address. */
const goTo = (url: string) =>
  (window as unknown as { happyDOM: { setURL(url: string): void } }).happyDOM.setURL(url);

beforeEach(() => {
  goTo(page);
  vi.stubGlobal("navigator", { locks: playLocks() });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function setUp({ storage = createDevice() as ReturnType<typeof createDevice> | null } = {}) {
  const backend = playBackend();
  const open = () =>
    createClient({ backend: BACKEND, storage: storage?.storage ?? null, fetch: backend.fetch });
  const client = open();
  return { backend, device: storage as ReturnType<typeof createDevice>, open, client, heard: hear(client) };
}

/** The window that a press opens; its address is what the client asked for. */
function playPopup() {
  const popup = { closed: false, close: vi.fn(), url: new URL(BACKEND) };
  const opened = vi.fn((url: string) => {
    popup.url = new URL(url);
    return popup as unknown as Window;
  });
  vi.stubGlobal("open", opened);
  return { popup, opened };
}

type Message = { origin?: string; source?: unknown; data?: object };

function post(popup: object, state: string, { origin = BACKEND, source = popup, data = {} }: Message = {}) {
  const message = { type: "rivulet:connect", code: "code-1", state, iss: BACKEND, ...data };
  window.dispatchEvent(Object.assign(new Event("message"), { origin, source, data: message }));
}

/** Waits until the client has nothing more to do that is under way. */
const rest = () => new Promise((resolve) => setTimeout(resolve));

describe("connecting by popup", () => {
  it("opens the window within the press once it is prepared, and asks as the protocol says", async () => {
    const { client, device } = setUp();
    const { popup, opened } = playPopup();
    await client.prepare();
    expect(device.texts.size).toBe(0);
    client.connect().catch(() => {});
    expect(opened).toHaveBeenCalledOnce();
    const { searchParams, pathname } = popup.url;
    const state = searchParams.get("state") as string;
    const { exchange } = JSON.parse(device.texts.get(state) as string);
    const verifier = exchange.code_verifier;
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier)));
    expect(pathname).toBe("/connect");
    expect(Object.fromEntries(searchParams)).toEqual({
      response_type: "code",
      response_mode: "web_message",
      client_id: SITE,
      redirect_uri: `${SITE}/post?page=2`,
      state: expect.stringMatching(/^rivulet\.[\w-]{36}$/),
      code_challenge: Buffer.from(digest).toString("base64url"),
      code_challenge_method: "S256",
      scope: "click",
    });
    expect(verifier).toMatch(/^[\w-]{72}$/);
    client.close();
  });

  it("opens the window in the language that is named", async () => {
    const { client } = setUp();
    const { popup } = playPopup();
    await client.prepare();
    client.connect({ lang: "fr" }).catch(() => {});
    expect(popup.url.searchParams.get("ui_locales")).toBe("fr");
    client.close();
  });

  it("asks for the scope that is named", async () => {
    const { client } = setUp();
    const { popup } = playPopup();
    await client.prepare();
    client.connect({ scope: "click subscribe" }).catch(() => {});
    expect(popup.url.searchParams.get("scope")).toBe("click subscribe");
    client.close();
  });

  it("makes another challenge for another attempt", async () => {
    const { client } = setUp();
    const { popup } = playPopup();
    const states: (string | null)[] = [];
    for (let i = 0; i < 2; i += 1) {
      await client.prepare();
      client.connect().catch(() => {});
      states.push(popup.url.searchParams.get("state"));
    }
    expect(new Set(states).size).toBe(2);
    client.close();
  });

  it("exchanges the code, keeps the token, and sends what waits exactly once", async () => {
    const { backend, client, device, heard } = setUp();
    const { popup } = playPopup();
    backend.codes.set("code-1", "donor-1");
    const { id } = await client.click(thing);
    await client.prepare();
    const connected = client.connect();
    const state = popup.url.searchParams.get("state") as string;
    const { exchange } = JSON.parse(device.texts.get(state) as string);
    const verifier = exchange.code_verifier;
    post(popup, state);
    post(popup, state);
    await connected;
    await rest();
    const exchanges = backend.requests.filter(({ path }) => path === "/v1/token");
    expect(exchanges.map(({ body }) => Object.fromEntries(new URLSearchParams(body)))).toEqual([
      {
        grant_type: "authorization_code",
        code: "code-1",
        code_verifier: verifier,
        client_id: SITE,
        redirect_uri: `${SITE}/post?page=2`,
      },
    ]);
    expect(backend.counted()).toEqual([id]);
    expect(backend.posts()).toHaveLength(1);
    expect(heard.map(([name]) => name)).toEqual(["pending", "connected", "counted"]);
    expect(client.state).toMatchObject({ connected: true, waiting: 0 });
    expect(device.texts.has(state)).toBe(false);
    expect(popup.close).toHaveBeenCalled();
    client.close();
  });

  it.each([
    ["from another origin", { origin: "https://evil.example" }],
    ["from another window", { source: {} }],
    ["for another attempt", { data: { state: "rivulet.other" } }],
    ["by another issuer", { data: { iss: "https://evil.example" } }],
  ])("takes no message %s", async (_, message) => {
    const { backend, client } = setUp();
    const { popup } = playPopup();
    backend.codes.set("code-1", "donor-1");
    await client.prepare();
    client.connect().catch(() => {});
    post(popup, popup.url.searchParams.get("state") as string, message);
    await rest();
    expect(backend.requests).toEqual([]);
    client.close();
  });

  it("rejects with access-denied when the donor says no", async () => {
    const { backend, client } = setUp();
    const { popup } = playPopup();
    await client.prepare();
    const connected = client.connect();
    post(popup, popup.url.searchParams.get("state") as string, {
      data: { code: undefined, error: "access_denied" },
    });
    await expect(connected).rejects.toMatchObject({ name: "RivuletError", code: "access-denied" });
    expect(backend.requests).toEqual([]);
    client.close();
  });

  it("learns through the storage what a window that was cut off has done", async () => {
    const { client, device } = setUp();
    const { popup } = playPopup();
    popup.closed = true;
    await client.prepare();
    const connected = client.connect();
    const token = JSON.stringify({ token: "token-1", sub: "donor-1" });
    device.storage.setItem(`rivulet:${BACKEND}:token`, token);
    await connected;
    expect(client.state.connected).toBe(true);
    client.close();
  });

  it("takes a closed window for a closed one only when the reader is back on the page", async () => {
    vi.useFakeTimers();
    const { client } = setUp();
    const { popup } = playPopup();
    const focus = vi.spyOn(document, "hasFocus").mockReturnValue(false);
    await client.prepare();
    let code = "";
    client.connect().catch((error) => {
      code = error.code;
    });
    popup.closed = true;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(code).toBe("");
    focus.mockReturnValue(true);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(code).toBe("popup-closed");
    client.close();
  });

  it("works on a page that keeps in its history what JSON cannot hold", async () => {
    const { client } = setUp();
    const { opened } = playPopup();
    window.history.replaceState({ big: 1n }, "", page);
    await client.prepare();
    client.connect().catch(() => {});
    await rest();
    expect(opened).toHaveBeenCalledOnce();
    client.close();
  });

  it("goes on by redirect when the popup is blocked", async () => {
    const { client, device } = setUp();
    vi.stubGlobal("open", () => null);
    const assign = vi.spyOn(location, "assign").mockImplementation(() => {});
    await client.connect();
    const url = new URL(assign.mock.calls[0]?.[0] as string);
    expect(url.searchParams.get("response_mode")).toBe("query");
    expect(device.texts.has(url.searchParams.get("state") as string)).toBe(true);
  });

  it("rejects with popup-blocked where there is no storage for a redirect", async () => {
    const { client } = setUp({ storage: null });
    vi.stubGlobal("open", () => null);
    await expect(client.connect()).rejects.toMatchObject({ name: "RivuletError", code: "popup-blocked" });
    await expect(client.connect({ via: "redirect" })).rejects.toMatchObject({ code: "storage-blocked" });
  });

  it("is not possible on an insecure page, and says so", async () => {
    const { client } = setUp();
    vi.stubGlobal("crypto", { getRandomValues: crypto.getRandomValues.bind(crypto) });
    await expect(client.prepare()).rejects.toMatchObject({ name: "RivuletError", code: "not-connected" });
    await expect(client.connect()).rejects.toMatchObject({ code: "not-connected" });
  });
});

describe("connecting by redirect", () => {
  /** Leaves the page for the backend, and comes back with its answer. */
  async function goAndReturn(
    client: Client,
    answer: Record<string, string> = { code: "code-1", iss: BACKEND },
  ) {
    const assign = vi.spyOn(location, "assign").mockImplementation(() => {});
    window.history.replaceState({ scroll: 7 }, "", page);
    await client.connect({ via: "redirect" });
    client.close();
    const { searchParams } = new URL(assign.mock.calls[0]?.[0] as string);
    const back = new URL(searchParams.get("redirect_uri") as string);
    for (const [name, value] of Object.entries(answer)) back.searchParams.append(name, value);
    back.searchParams.append("state", searchParams.get("state") as string);
    window.history.replaceState(null, "", back.href);
  }

  it("finishes on the next page, restores its address, and counts what waits exactly once", async () => {
    const { backend, client, open } = setUp();
    backend.codes.set("code-1", "donor-1");
    const { id } = await client.click(thing);
    await goAndReturn(client);
    const [first, second] = [open(), open()];
    expect(await Promise.all([first.handleRedirect(), second.handleRedirect()])).toEqual([true, false]);
    expect(location.href).toBe(page);
    expect(history.state).toEqual({ scroll: 7 });
    await rest();
    expect(backend.requests.filter(({ path }) => path === "/v1/token")).toHaveLength(1);
    expect(backend.counted()).toEqual([id]);
    expect(backend.posts()).toHaveLength(1);
  });

  it("leaves an address alone whose state it did not store, and calls nothing", async () => {
    const { backend, client } = setUp();
    for (const query of ["?code=1&state=rivulet.other", "?code=1&state=foreign", ""]) {
      goTo(`${SITE}/post${query}`);
      expect(await client.handleRedirect()).toBe(false);
      expect(location.href).toBe(`${SITE}/post${query}`);
    }
    expect(backend.requests).toEqual([]);
  });

  it("sends no code to a backend that did not issue it", async () => {
    const { backend, client, open } = setUp();
    await goAndReturn(client, { code: "code-1", iss: "https://evil.example" });
    await expect(open().handleRedirect()).rejects.toMatchObject({ name: "RivuletError", code: "bad-answer" });
    expect(backend.requests).toEqual([]);
  });

  it("rejects with access-denied when the donor says no, and gives the address back", async () => {
    const { client, open } = setUp();
    await goAndReturn(client, { error: "access_denied", iss: BACKEND });
    await expect(open().handleRedirect()).rejects.toMatchObject({ code: "access-denied" });
    expect(location.href).toBe(page);
  });

  it("closes the window when it is the popup that went on to here", async () => {
    const { backend, client, device, open } = setUp();
    playPopup();
    const close = vi.spyOn(window, "close").mockImplementation(() => {});
    backend.codes.set("code-1", "donor-1");
    client.connect().catch(() => {});
    await client.prepare();
    await rest();
    const state = device.keys("rivulet.").find((key) => key.startsWith("rivulet.")) as string;
    window.history.replaceState(null, "", `${SITE}/post?code=code-1&iss=${BACKEND}&state=${state}`);
    expect(await open().handleRedirect()).toBe(true);
    expect(close).toHaveBeenCalled();
    client.close();
  });
});

describe("clicks from before anybody connected", () => {
  const tokenKey = `rivulet:${BACKEND}:token`;
  const click = (id: string, clickedAt: string, more = {}) => [
    `rivulet:${BACKEND}:click:${id}`,
    JSON.stringify({ id, thing, clickedAt, ...more }),
  ];
  const old = "2026-11-20T08:00:00.000Z";

  async function connectLate() {
    const device = createDevice(
      Object.fromEntries([
        click("019ac0de-0000-7000-8000-000000000001", old),
        click("019ac0de-0000-7000-8000-000000000002", old),
        click("019ac0de-0000-7000-8000-000000000003", new Date().toISOString()),
        click("019ac0de-0000-7000-8000-000000000004", old, { sub: "donor-2" }),
      ]),
    );
    const parts = setUp({ storage: device });
    const { popup } = playPopup();
    parts.backend.codes.set("code-1", "donor-1");
    await parts.client.prepare();
    const connected = parts.client.connect();
    post(popup, popup.url.searchParams.get("state") as string);
    await connected;
    await rest();
    return parts;
  }

  it("are sent at once if they are not older than an hour; the others wait for an answer", async () => {
    const { backend, client } = await connectLate();
    expect(backend.counted()).toEqual(["019ac0de-0000-7000-8000-000000000003"]);
    expect(client.state).toMatchObject({ waiting: 3, unclaimed: 2 });
  });

  it("are sent when the donor says that they are theirs", async () => {
    const { backend, client } = await connectLate();
    await client.claim(true);
    await rest();
    expect(backend.counted()).toHaveLength(3);
    expect(client.state).toMatchObject({ waiting: 1, unclaimed: 0 });
  });

  it("are asked about once, and kept for somebody else when the donor says no", async () => {
    const { backend, client, device, open } = await connectLate();
    await client.claim(false);
    await rest();
    expect(client.state).toMatchObject({ waiting: 3, unclaimed: 0 });
    expect(open().state.unclaimed).toBe(0);
    expect(backend.counted()).toHaveLength(1);
    device.storage.setItem(tokenKey, JSON.stringify({ token: "token-2", sub: "donor-3" }));
    await rest();
    expect(client.state.unclaimed).toBe(2);
  });
});
