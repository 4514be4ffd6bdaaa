import type { Page } from "playwright-core";
import type { Look } from "../../src/words/line-words.js";
import { buttonTag, drawn, htmlPage, openPage, type Stage, scriptTag } from "./open-page.js";

export const LOOKS: Look[] = [
  "idle",
  "sending",
  "pending",
  "counted",
  "yours",
  "rejected",
  "error",
  "offline",
];
export const VARIANTS = ["compact", "large", "icon"] as const;

/** Somebody without an account sees these; the others need a token on the device. */
const STRANGERS: Look[] = ["idle", "pending", "error"];

/** The page says its scheme by a class, and has the ground of it. */
const STYLE =
  "<style>html { color-scheme: light; background: #fff } html.dark { color-scheme: dark; background: #121212; color: #ddd } body { font: 17px/1.6 sans-serif }</style>";

/** A page with one button that has come into this look as a person would bring it there, its popover closed again. */
export async function openLook(stage: Stage, look: Look, options: Parameters<typeof openPage>[2] = {}) {
  const { backend, instance, site } = stage;
  const token = STRANGERS.includes(look) ? null : await instance.token(undefined, site);
  const tag = buttonTag(`url="/look-${look}"`, look === "rejected" ? "nobody" : undefined);
  const html = htmlPage(STYLE + scriptTag(backend), `<main><h1>Rivers</h1><p>Give: ${tag}</p></main>`);
  const watched = await openPage(stage, stage.serve(`/look-${look}`, { html }), {
    reducedMotion: "reduce",
    ...options,
    before: async (page) => {
      if (token) await page.addInitScript(keepToken, [`rivulet:${backend}:token`, token] as const);
      if (look === "error") await page.addInitScript(makeNoIds);
      if (look === "offline") await page.route(`${backend}/v1/clicks`, (route) => route.abort());
      if (look === "sending") {
        await page.addInitScript(waitForEver);
        await page.route(`${backend}/v1/clicks`, () => {});
      }
    },
  });
  const { page } = watched;
  await drawn(page);
  if (look === "yours") {
    await page.locator("[part=button]").click();
    await page.locator("rivulet-button .counted").waitFor();
    await page.reload();
  } else if (look !== "idle") await page.locator("[part=button]").click();
  await page.locator(`rivulet-button .${look}`).waitFor();
  await closePopover(page, look);
  return watched;
}

/** An outcome opens the popover, which would lie over what is looked at. */
async function closePopover(page: Page, look: Look): Promise<void> {
  if (["idle", "sending", "yours"].includes(look)) return;
  await page.locator("rivulet-button :popover-open").waitFor();
  await page.keyboard.press("Escape");
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
}

function keepToken([key, token]: readonly [string, string]): void {
  localStorage.setItem(key, JSON.stringify({ token, sub: "test" }));
}

/** An answer that does not come is given up after a while; here it is looked at for longer. */
function waitForEver(): void {
  AbortSignal.timeout = () => new AbortController().signal;
}

function makeNoIds(): void {
  crypto.randomUUID = () => {
    throw new Error("no ids");
  };
}
