import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serveFolder } from "../../src/demo/serve-folder.js";
import { newClickId } from "../../src/domain/click-id.js";
import { openTestInstance, type TestInstance } from "../serve-instance.js";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** Pictures are taken for people to look at, when they are asked for. */
const TAKES_PICTURES = process.env.RIVULET_SCREENSHOTS !== undefined;
const SHOTS = fileURLToPath(new URL("../../../../screenshots/pages/", import.meta.url));

let browser: Browser;
let instance: TestInstance;
let url: string;
let blog: { url: string; close(): Promise<void> };
let donor: BrowserContext;
let author: BrowserContext;
let failures: string[];

beforeAll(async () => {
  await mkdir(SHOTS, { recursive: true });
  instance = await openTestInstance({ demo: true, nowMs: Date.parse("2026-11-24T08:00:00Z") });
  ({ url } = await instance.listen());
  blog = await serveFolder(fileURLToPath(new URL("./site", import.meta.url)), { host: "127.0.0.1", port: 0 });
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  failures = [];
  donor = await browser.newContext();
  author = await browser.newContext();
  await fill();
});
afterAll(async () => {
  await browser.close();
  await blog.close();
  await instance.close();
});

/** A donor with clicks and a settled month, the author who got it, and a mail in the outbox. */
async function fill() {
  const mail = "reader@example.org";
  const token = await instance.token(mail);
  await clickAll(token, [
    "A month on the river",
    "Rye bread, for the third time",
    "Tuning an old radio in the fog, and what came through at night",
  ]);
  const page = await donor.newPage();
  await signIn(page, mail);
  await page.goto(`${url}/me`);
  await page.getByRole("button", { name: "Go to the end of the month" }).click();
  await page.getByText("The month is over and settled").waitFor();
  await clickAll(token, ["Ice on the ford", "The heron’s post"]);
  await subscribe(await instance.token(mail, instance.site, "subscribe"), "Ice on the ford", 6);
  await subscribe(await instance.token(mail, instance.site, "subscribe"), "The heron’s post", null);
  await page.close();
  const own = await author.newPage();
  await signIn(own, "author@example.org");
  await own.close();
  const sent = instance.mails.at(-1);
  if (sent) {
    const { to: recipient, subject, text: body } = sent;
    await instance.db
      .insertInto("outbox")
      .values({ recipient, subject, body, created_at: instance.deps.clock.real() })
      .execute();
  }
}

async function clickAll(token: string, titles: string[]) {
  const now = instance.deps.clock.now();
  const clicks = titles.map((title, n) => ({
    id: newClickId(now + n),
    publisher: "marothro",
    url: `https://blog.example/${encodeURIComponent(title.toLowerCase())}`,
    title,
    clicked_at: new Date(now).toISOString(),
  }));
  const answer = await instance.app.request("/v1/clicks", {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, origin: instance.site, "content-type": "application/json" },
    body: JSON.stringify({ clicks }),
  });
  expect(await answer.json()).toMatchObject({ results: titles.map(() => ({ status: "counted" })) });
}

async function subscribe(token: string, title: string, months: number | null) {
  const address = `https://blog.example/${encodeURIComponent(title.toLowerCase())}`;
  const answer = await instance.app.request("/v1/subscriptions", {
    method: "PUT",
    headers: { authorization: `Bearer ${token}`, origin: instance.site, "content-type": "application/json" },
    body: JSON.stringify({ url: address, publisher: "marothro", months }),
  });
  expect(await answer.json()).toMatchObject({ months });
}

const lastLink = () => /http:\S+\/sign-in\/link\S+/.exec(instance.mails.at(-1)?.text ?? "")?.[0] ?? "";

async function signIn(page: Page, mail: string) {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel("Your mail address").fill(mail);
  await page.getByRole("button", { name: "Send the link" }).click();
  await page.getByText("Look into your mail").first().waitFor();
  await pressLink(page);
}

/** Opens the link of the last mail and presses its button. */
async function pressLink(page: Page) {
  await page.goto(lastLink());
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: /You are signed in|Your code/ }).waitFor();
}

const CONNECT = () =>
  `/connect?${new URLSearchParams({
    response_type: "code",
    client_id: blog.url,
    redirect_uri: `${blog.url}/index.html`,
    state: "rivulet.x",
    code_challenge: "c".repeat(43),
    code_challenge_method: "S256",
  })}`;

/** Every page by name, with who looks at it. */
const PAGES: [string, () => string, "stranger" | "donor" | "author"][] = [
  ["home", () => "/", "stranger"],
  ["home-fr", () => "/?lang=fr", "donor"],
  ["sign-in", () => `/sign-in?to=${encodeURIComponent(CONNECT())}`, "stranger"],
  ["donor", () => "/me", "donor"],
  ["donor-fr", () => "/me?lang=fr", "donor"],
  ["publisher", () => "/publisher", "author"],
  ["consent", CONNECT, "donor"],
  ["consent-subscribe", () => `${CONNECT()}&scope=click%20subscribe`, "donor"],
  ["connect-wrong", () => "/connect", "stranger"],
  ["submit", () => "/submit/auto?user_id=marothro&url=https://elsewhere.example/a&title=A%20page", "donor"],
  ["submit-ask", () => "/submit/auto?user_id=marothro", "donor"],
  ["builder", () => "/builder?publisher=marothro&accent=%23aa2200&integrity=all", "stranger"],
  ["builder-fr", () => "/builder?lang=fr&publisher=x&url=x", "author"],
  ["gallery", () => "/gallery", "stranger"],
  ["gallery-fr", () => "/gallery?lang=fr", "author"],
  ["outbox", () => "/demo/outbox", "stranger"],
  ["problems", () => "/problems", "donor"],
  ["problem", () => "/problems/not-found", "donor"],
  ["not-found", () => "/nothing", "stranger"],
  ["link-dead", () => "/sign-in/link?k=x", "stranger"],
];

/** Looks at a page by axe's rules, in both schemes and on a small screen, and keeps a picture of each. */
async function look(page: Page, name: string) {
  page.on(
    "console",
    (message) =>
      message.type() === "error" &&
      !/404|400/.test(message.text()) &&
      failures.push(`${name}: ${message.text()}`),
  );
  for (const [suffix, width, colorScheme] of [
    ["light", 1000, "light"],
    ["dark", 1000, "dark"],
    ["narrow", 320, "light"],
  ] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height: 800 });
    if (TAKES_PICTURES) await page.screenshot({ path: `${SHOTS}${name}-${suffix}.png`, fullPage: true });
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, `${name} ${suffix} is wider than its window`).toBe(0);
    if (suffix !== "narrow") expect(await violations(page), `${name} ${suffix}`).toEqual([]);
  }
}

async function violations(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  // By the debugger, since the pages' own policy lets no other script in.
  await session.send("Runtime.evaluate", { expression: AXE });
  const { result } = await session.send("Runtime.evaluate", {
    expression: `axe.run().then((r) => JSON.stringify(r.violations.map((v) => v.id + ": " + v.nodes.map((n) => n.html).join(" | "))))`,
    awaitPromise: true,
    returnByValue: true,
  });
  await session.detach();
  return JSON.parse(String(result.value)) as string[];
}

describe("the pages in a real browser", () => {
  test.each(PAGES)("%s is accessible, in light and dark, and fits 320 px", async (name, path, who) => {
    const context = who === "donor" ? donor : who === "author" ? author : await browser.newContext();
    const page = await context.newPage();
    await page.goto(url + path());
    await look(page, name);
    await page.close();
    if (who === "stranger") await context.close();
  });

  test("sign-in: the waiting window, and the code in another browser", async () => {
    const [own, other] = [await browser.newContext(), await browser.newContext()];
    const waiting = await own.newPage();
    await waiting.goto(`${url}/sign-in?to=/publisher`);
    await waiting.getByLabel("Your mail address").fill("wait@example.org");
    await waiting.getByRole("button", { name: "Send the link" }).click();
    await waiting.getByText("Look into your mail").first().waitFor();
    await look(waiting, "wait");
    const elsewhere = await other.newPage();
    await elsewhere.goto(lastLink());
    await look(elsewhere, "link");
    await pressLink(elsewhere);
    await look(elsewhere, "code");
    const opened = await own.newPage();
    await pressLink(opened);
    await look(opened, "signed-in");
    await waiting.waitForURL(`${url}/publisher`);
    await look(waiting, "publisher-new");
    await waiting.goto(`${url}/me`);
    await look(waiting, "donor-new");
    await waiting.goto(url + CONNECT());
    await look(waiting, "first-budget");
    await own.close();
    await other.close();
  }, 120_000);

  test("without script the whole of sign-in and consent can be done", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await signIn(page, "noscript@example.org");
    await page.goto(url + CONNECT());
    await page.getByRole("button", { name: "Set the budget" }).click();
    await page.getByRole("button", { name: "Allow" }).click();
    await page.waitForURL(/\/index\.html\?code=/);
    await context.close();
  });

  test("the button of consent is inert without focus, and until its window has had focus for half a second", async () => {
    // A clock that stands does so for a whole browser context.
    const context = await browser.newContext({ storageState: await donor.storageState() });
    const page = await context.newPage();
    await page.clock.install();
    await page.goto(url + CONNECT());
    await page.clock.pauseAt(Date.now() + 3_600_000);
    const allow = page.getByRole("button", { name: "Allow" });
    const focus = async (focused: boolean) => {
      await page.evaluate((given) => {
        document.hasFocus = () => given;
        dispatchEvent(new Event(given ? "focus" : "blur"));
      }, focused);
    };
    await focus(false);
    await page.clock.runFor(60_000);
    expect(await allow.isDisabled()).toBe(true);
    await focus(true);
    await page.clock.runFor(499);
    expect(await allow.isDisabled()).toBe(true);
    await focus(false);
    await focus(true);
    await page.clock.runFor(499);
    expect(await allow.isDisabled()).toBe(true);
    await page.clock.runFor(1);
    expect(await allow.isEnabled()).toBe(true);
    await allow.click();
    await page.waitForURL(/\/index\.html\?code=/);
    await context.close();
  });

  test("a popup hands the code to the page that opened it, and closes", async () => {
    const page = await donor.newPage();
    await page.goto(`${blog.url}/index.html`);
    await page.evaluate((address) => {
      const popup = () => window.open(address, "rivulet", "popup,width=480,height=640");
      document.querySelector("button")?.addEventListener("click", popup);
      addEventListener("message", ({ data, origin }) => {
        document.title = JSON.stringify({ data, origin });
      });
    }, `${url}${CONNECT()}&response_mode=web_message`);
    const [popup] = await Promise.all([page.waitForEvent("popup"), page.getByRole("button").click()]);
    await popup.getByRole("button", { name: "Allow" }).click();
    await page.waitForFunction(() => document.title.includes("rivulet:connect"));
    const told = JSON.parse(await page.title()) as { data: object; origin: string };
    expect(told).toEqual({
      origin: url,
      data: { type: "rivulet:connect", code: expect.any(String), state: "rivulet.x", iss: url },
    });
    if (!popup.isClosed()) await popup.waitForEvent("close");
    await page.close();
  });

  test("a popup without opener goes on to the site's own address", async () => {
    const page = await donor.newPage();
    await page.goto(`${url}${CONNECT()}&response_mode=web_message`);
    await page.getByRole("button", { name: "Allow" }).click();
    await page.waitForURL(/\/index\.html\?code=.*state=rivulet\.x/);
    await page.close();
  });

  test("no page has made the browser complain", () => {
    expect(failures).toEqual([]);
  });
});
