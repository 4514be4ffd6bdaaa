import "./require-node.mjs";
import { mkdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { ensureBuild } from "./ensure-build.mjs";
import { ensureChromium } from "./ensure-chromium.mjs";
import { ROOT } from "./run.mjs";

/**
 * `npm run screenshots`: a picture of every look of the button in every variant, light and dark, right to left, narrow, with
 * large text, in forced colours, with more contrast, with accents of a page's own and with its popover, in `screenshots/`.
 * Words after the command choose among the pages: `npm run screenshots dark narrow`. They are there to be looked at; what
 * can be measured stands in the browser tests.
 */
const FOLDER = join(ROOT, "screenshots");
const DROP_IN = join(ROOT, "packages/button/dist/drop-in");
const LOOKS = ["idle", "sending", "pending", "counted", "yours", "rejected", "error", "offline"];
/** These need a token on the device; the others are those of somebody without an account. */
const CONNECTED = ["sending", "counted", "yours", "rejected", "offline"];
const VARIANTS = ["compact", "icon", "large"];
const NARROW = { viewport: { width: 320, height: 640 } };
const PAGES = [
  { name: "light", hasPopover: true },
  { name: "dark", context: { colorScheme: "dark" }, hasPopover: true },
  { name: "rtl", html: 'dir="rtl"', hasPopover: true },
  { name: "french", html: 'lang="fr"', hasPopover: true },
  { name: "narrow", context: NARROW, hasPopover: true },
  { name: "narrow-200-percent", context: NARROW, style: "html { font-size: 200% } body { font-size: 1rem }" },
  { name: "large-text", style: "body { font: 22px/1.6 Georgia, serif }" },
  { name: "small-text", style: "body { font-size: 12px }" },
  { name: "more-contrast", context: { contrast: "more" } },
  { name: "more-contrast-dark", context: { contrast: "more", colorScheme: "dark" } },
  { name: "forced-colors", context: { forcedColors: "active" } },
  { name: "forced-colors-dark", context: { forcedColors: "active", colorScheme: "dark" } },
  { name: "gold", style: "rivulet-button { --rivulet-accent: gold; --rivulet-radius: 4px }" },
  { name: "purple", style: "rivulet-button { --rivulet-accent: rebeccapurple }" },
];
const wanted = process.argv.slice(2);

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
for (const page of PAGES) if (!wanted.length || wanted.includes(page.name)) await shoot(page);
await browser.close();
server.close();
server.closeAllConnections();
console.log(`The pictures are in ${FOLDER}`);

/** One picture a page: every look in its line of text, in each variant; then one of the popover of each look that has one. */
async function shoot({ name, context = {}, html = 'lang="en"', style = "", hasPopover = false }) {
  const options = { viewport: { width: 640, height: 480 }, deviceScaleFactor: 2, ...context };
  const opened = await browser.newContext(options);
  const sheet = await opened.newPage();
  const blocks = [];
  for (const look of LOOKS)
    blocks.push(...(await lookAt(opened, look, { html, style, popover: hasPopover && name })));
  await sheet.setContent(
    `<body style="margin:0">${blocks.map((png) => `<img style="display:block;max-width:100%" src="data:image/png;base64,${png.toString("base64")}">`).join("")}`,
  );
  await sheet.screenshot({ path: join(FOLDER, `${name}.png`), fullPage: true });
  await opened.close();
}

async function lookAt(context, look, { html, style, popover }) {
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
  if (popover && look !== "sending") {
    if (["idle", "yours"].includes(look)) await button.getByRole("button").nth(1).click();
    await page.waitForFunction(() =>
      document.querySelector("rivulet-button").shadowRoot.querySelector(":popover-open"),
    );
    await page.screenshot({ path: join(FOLDER, `popover-${popover}-${look}.png`) });
  }
  await page.mouse.move(0, 0);
  const pictures = [];
  for (const variant of VARIANTS) {
    await page.evaluate(undress, variant);
    pictures.push(await page.locator("body > p").screenshot());
  }
  await page.evaluate(() => localStorage.clear());
  await page.close();
  return pictures;
}

/** In the page: another variant, with neither popover nor focus, once its colours have settled. */
async function undress(variant) {
  const button = document.querySelector("rivulet-button");
  button.variant = variant;
  button.shadowRoot.querySelector(":popover-open")?.hidePopover();
  document.activeElement?.blur();
  await new Promise((resolve) => setTimeout(resolve, 250));
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
