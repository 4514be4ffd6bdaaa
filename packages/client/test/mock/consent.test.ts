import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type MockBackend, playBackend } from "../../src/mock/index.js";

const SITE = "https://blog.example";
const VERIFIER = "a-verifier-of-forty-three-characters-or-more";
const ASKED = {
  response_type: "code",
  client_id: SITE,
  redirect_uri: `${SITE}/post?page=2`,
  state: "rivulet.1",
  code_challenge: createHash("sha256").update(VERIFIER).digest("base64url"),
  code_challenge_method: "S256",
};

const addressOf = (backend: MockBackend, change = {}) =>
  `${backend.base}/connect?${new URLSearchParams({ ...ASKED, ...change })}`;

async function exchange(backend: MockBackend, back: string, change = {}) {
  const body = new URLSearchParams({
    grant_type: "authorization_code",
    code: new URL(back).searchParams.get("code") ?? "",
    code_verifier: VERIFIER,
    client_id: SITE,
    redirect_uri: ASKED.redirect_uri,
    ...change,
  });
  const answer = await backend.fetch(`${backend.base}/v1/token`, { method: "POST", body });
  return { status: answer.status, ...(await answer.json()) };
}

const statusOfMe = async (backend: MockBackend, token: string, site = SITE) => {
  const headers = { origin: site, authorization: `Bearer ${token}` };
  return (await backend.fetch(`${backend.base}/v1/me`, { headers })).status;
};

describe("the donor's consent", () => {
  it("sends the donor back with a code, the state and the issuer, and the site's own query", () => {
    const backend = playBackend();
    const back = new URL(backend.consent(addressOf(backend)));
    expect(back.origin + back.pathname).toBe(`${SITE}/post`);
    expect(Object.fromEntries(back.searchParams)).toEqual({
      page: "2",
      code: expect.stringMatching(/./),
      state: "rivulet.1",
      iss: backend.base,
    });
  });

  it("that is refused sends access_denied, and no code", () => {
    const backend = playBackend();
    const { searchParams } = new URL(backend.consent(addressOf(backend), { allow: false }));
    expect([searchParams.get("error"), searchParams.has("code")]).toEqual(["access_denied", false]);
  });

  it("cannot be given to a wrong request", () => {
    const backend = playBackend();
    expect(() => backend.consent(addressOf(backend, { client_id: "null" }))).toThrow("client_id");
    expect(() => backend.consent(addressOf(backend, { scope: "everything" }))).toThrow("scopes");
  });

  it("can also be pressed on the page that is answered", async () => {
    const backend = playBackend();
    const page = await backend.fetch(addressOf(backend));
    expect(await page.text()).toContain(SITE);
    const pressed = await backend.fetch(`${backend.base}/connect`, {
      method: "POST",
      body: new URLSearchParams({ ...ASKED, answer: "allow" }),
    });
    expect(pressed.status).toBe(303);
    expect(await exchange(backend, pressed.headers.get("location") ?? "")).toMatchObject({ status: 200 });
  });
});

describe("a code", () => {
  it("becomes a token that works from its site alone, with a sub that is another at each site", async () => {
    const backend = playBackend();
    const told = await exchange(backend, backend.consent(addressOf(backend)));
    expect(told).toMatchObject({ status: 200, token_type: "Bearer", scope: "click", expires_in: 7_776_000 });
    expect(await statusOfMe(backend, told.access_token)).toBe(200);
    expect(await statusOfMe(backend, told.access_token, "https://other.example")).toBe(401);
    const again = await exchange(backend, backend.consent(addressOf(backend)));
    expect(again.sub).toBe(told.sub);
    const there = { client_id: "https://other.example", redirect_uri: "https://other.example/" };
    const other = await exchange(backend, backend.consent(addressOf(backend, there)), there);
    expect([other.status, other.sub === told.sub]).toEqual([200, false]);
  });

  it.each([
    { code_verifier: VERIFIER.replace("a-", "b-") },
    { client_id: "https://other.example" },
    { redirect_uri: `${SITE}/` },
  ])("is used up by an exchange with %j", async (change) => {
    const backend = playBackend();
    const back = backend.consent(addressOf(backend));
    expect(await exchange(backend, back, change)).toMatchObject({ status: 400, error: "invalid_grant" });
    expect(await exchange(backend, back)).toMatchObject({ status: 400, error: "invalid_grant" });
  });

  it("works for 60 seconds", async () => {
    const backend = playBackend();
    const back = backend.consent(addressOf(backend));
    backend.pass(60_000);
    expect(await exchange(backend, back)).toMatchObject({ error: "invalid_grant" });
  });

  it("that is sent again revokes what it was changed for", async () => {
    const backend = playBackend();
    const back = backend.consent(addressOf(backend));
    const { access_token } = await exchange(backend, back);
    await exchange(backend, back);
    expect(await statusOfMe(backend, access_token)).toBe(401);
  });
});

describe("a token", () => {
  it("ends when the donor revokes its site", async () => {
    const backend = playBackend();
    const [token, other] = [backend.token({ site: SITE }), backend.token({ site: "https://other.example" })];
    backend.revoke({ site: SITE });
    expect(await statusOfMe(backend, token)).toBe(401);
    expect(await statusOfMe(backend, other, "https://other.example")).toBe(200);
  });

  it("ends 90 days after its last use, and 365 days after it was issued", async () => {
    const day = 86_400_000;
    const backend = playBackend();
    const [used, unused] = [backend.token({ site: SITE }), backend.token({ site: SITE })];
    for (let month = 0; month < 12; month += 1) {
      backend.pass(30 * day);
      expect(await statusOfMe(backend, used)).toBe(200);
    }
    expect(await statusOfMe(backend, unused)).toBe(401);
    backend.pass(5 * day);
    expect(await statusOfMe(backend, used)).toBe(401);
  });
});
