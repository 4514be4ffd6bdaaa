import "./require-node.mjs";
import { mkdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { ensureBuild } from "./ensure-build.mjs";
import { ensureChromium } from "./ensure-chromium.mjs";
import { ROOT } from "./run.mjs";

/**
 * `npm run screenshots`: a picture of every look of the button, light and dark, right to left, narrow, in forced colours and
 * with its popover, in `screenshots/`. They are there to be looked at; what can be measured stands in the browser tests.
 */
const FOLDER = join(ROOT, "screenshots");
const DROP_IN = join(ROOT, "packages/button/dist/drop-in");
const LOOKS = ["idle", "sending", "pending", "counted", "yours", "rejected", "error", "offline"];
/** These need a token on the device; the others are those of somebody without an account. */
const CONNECTED = ["sending", "counted", "yours", "rejected", "offline"];
const PAGES = [
  { name: "light" },
  { name: "dark", context: { colorScheme: "dark" } },
  { name: "rtl", html: 'dir="rtl"' },
  { name: "french", html: 'lang="fr"' },
  { name: "narrow", context: { viewport: { width: 320, height: 640 } } },
  { name: "forced-colors", context: { forcedColors: "active" } },
  { name: "forced-colors-dark", context: { forcedColors: "active", colorScheme: "dark" } },
  { name: "large-text", style: "body { font: 22px/1.6 Georgia, serif }" },
];

await ensureBuild();
const executablePath = await ensureChromium();
mkdirSync(FOLDER, { recursive: true });
const server = createServer(answer);
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const base = `http://127.0.0.1:${server.address().port}`;
const browser = await chromium.launch({
  executablePath,
  args: ["--headless", "--no-sandbox", "--disable-gpu"],
});
for (const page of PAGES) await shoot(page);
await browser.close();
server.close();
server.closeAllConnections();
console.log(`The pictures are in ${FOLDER}`);

/** One picture a page: every look in its line of text; then one of the popover of each look that has one. */
async function shoot({ name, context = {}, html = 'lang="en"', style = "" }) {
  const options = { viewport: { width: 640, height: 480 }, deviceScaleFactor: 2, ...context };
  const opened = await browser.newContext(options);
  const sheet = await opened.newPage();
  const blocks = [];
  for (const look of LOOKS) blocks.push(await lookAt(opened, look, { html, style, name }));
  await sheet.setContent(
    `<body style="margin:0">${blocks.map((png) => `<img style="display:block;max-width:100%" src="data:image/png;base64,${png.toString("base64")}">`).join("")}`,
  );
  await sheet.screenshot({ path: join(FOLDER, `${name}.png`), fullPage: true });
  await opened.close();
}

async function lookAt(context, look, { html, style, name }) {
  const page = await context.newPage();
  const query = new URLSearchParams({ look, html, style });
  await page.goto(`${base}/page?${query}`);
  const button = page.locator("rivulet-button");
  await button.getByRole("button").first().waitFor();
  if (look !== "idle" && look !== "yours") await button.getByRole("button").first().click();
  await page.waitForFunction(
    (wanted) => document.querySelector("rivulet-button").shadowRoot.querySelector(`.${wanted}`),
    look,
  );
  if (!["idle", "sending"].includes(look)) {
    if (look === "yours") await button.getByRole("button").first().press("ArrowDown");
    await page.waitForFunction(() =>
      document.querySelector("rivulet-button").shadowRoot.querySelector(":popover-open"),
    );
    if (["light", "dark", "narrow", "rtl", "french"].includes(name)) {
      await page.screenshot({ path: join(FOLDER, `popover-${name}-${look}.png`) });
    }
  }
  await page.keyboard.press("Escape");
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.activeElement?.blur());
  const png = await page.locator("body > p").screenshot();
  await page.evaluate(() => localStorage.clear());
  await page.close();
  return png;
}

/** The page, the files of the button, and a backend that gives each look its answer. */
function answer(request, response) {
  const { pathname, searchParams } = new URL(request.url, "http://page");
  const json = (body) => {
    response.writeHead(200, { "content-type": "application/json", "access-control-allow-origin": "*" });
    response.end(JSON.stringify(body));
  };
  const look = new URL(request.headers.referer ?? "http://page/").searchParams.get("look");
  if (/^\/[\w-]+\.m?js$/.test(pathname)) {
    response.writeHead(200, { "content-type": "text/javascript" });
    return response.end(readFileSync(join(DROP_IN, pathname)));
  }
  if (pathname === "/page") return response.end(pageOf(searchParams));
  const urls = searchParams.getAll("url");
  if (pathname === "/v1/counts") return json({ counts: Object.fromEntries(urls.map((url) => [url, 1283])) });
  if (pathname === "/v1/me")
    return json({
      donor: { clicks: 2, funded: true },
      mine: Object.fromEntries(
        urls.map((url) => [
          url,
          { clicks: look === "yours" ? 2 : 0, last: look === "yours" ? "019a" : null, subscription: null },
        ]),
      ),
    });
  if (pathname === "/v1/clicks" && look === "offline") return response.destroy();
  if (pathname === "/v1/clicks" && look !== "sending")
    return readClick(request, (id) => json(resultOf(id, look)));
}

function readClick(request, then) {
  let body = "";
  request.on("data", (data) => (body += data));
  request.on("end", () => then(JSON.parse(body).clicks[0].id));
}

function resultOf(id, look) {
  const refused = { id, status: "rejected", problem: { code: "unknown-publisher", detail: "" } };
  const counted = { id, status: "counted", period: "2026-11", count: 1284, mine: 1 };
  return { results: [look === "rejected" ? refused : counted], donor: { clicks: 1, funded: true } };
}

function pageOf(query) {
  const look = query.get("look");
  const token = JSON.stringify(JSON.stringify({ token: "t", sub: "s" }));
  const setUp = [
    CONNECTED.includes(look) && `localStorage.setItem("rivulet:" + location.origin + ":token", ${token});`,
    // A device that cannot make an id is one of the few ways into the state `error`.
    look === "error" && "crypto.randomUUID = () => { throw new Error() };",
  ];
  return `<!doctype html><html ${query.get("html")}><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>The river behind the house</title>
<style>body { margin: 0; font: 17px/1.6 system-ui, sans-serif } p { margin: 0; padding: 6px 16px } ${query.get("style")}</style>
<script>${setUp.filter(Boolean).join("")}</script>
<script async src="/button.js" data-backend="${base}"></script>
<p>${look}: if you like this post, <rivulet-button publisher="marothro"><a href="#">Give\u00a0with\u00a0Rivulet</a></rivulet-button> and read on by the river.</p>`;
}
