import type { BrowserContext, Page } from "playwright-core";
import { personFor } from "../../../server/src/domain/people.js";
import { startSession } from "../../../server/src/domain/sessions.js";
import { DONOR } from "../../../server/test/serve-instance.js";
import type { Stage } from "./open-page.js";

/** Signs the test's donor in at the instance, in this browser, so that its window asks for nothing but the consent. */
export async function signIn({ instance, backend, site }: Stage, context: BrowserContext): Promise<void> {
  await instance.token(DONOR, site);
  const now = instance.deps.clock.real();
  const value = await instance.db.transaction().execute(async (tx) => {
    const person = await personFor(tx, DONOR, now);
    return await startSession(tx, person.id, now);
  });
  await context.addCookies([{ name: "rivulet_session", value, url: backend }]);
}

/** The window that this opens, in front: its consent stays inert until it has had the focus for a while. */
export async function windowOf(page: Page, act: () => Promise<void>): Promise<Page> {
  const [window] = await Promise.all([page.waitForEvent("popup"), act()]);
  await window.bringToFront();
  return window;
}
