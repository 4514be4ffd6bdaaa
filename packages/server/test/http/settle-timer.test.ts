import { expect, test } from "vitest";
import { newClickId } from "../../src/domain/click-id.js";
import { openClock } from "../../src/domain/clock.js";
import { startSettling } from "../../src/settle-timer.js";
import { openTestInstance } from "../serve-instance.js";

test("a server that stops does not wait for a settlement's end; the next start finishes it", async () => {
  const november = Date.parse("2026-11-24T08:00:00Z");
  const instance = await openTestInstance({ nowMs: november });
  const { db, deps, path, site } = instance;
  const { clock, settings, log } = deps;
  const click = {
    id: newClickId(november),
    publisher: instance.publisher,
    url: `${site}/`,
    clicked_at: new Date(november).toISOString(),
  };
  await instance.app.request("/v1/clicks", {
    method: "POST",
    headers: {
      authorization: `Bearer ${await instance.token()}`,
      origin: site,
      "content-type": "application/json",
    },
    body: JSON.stringify({ clicks: [click] }),
  });
  instance.pass(30 * 86_400_000);
  const start = async () =>
    startSettling({
      database: `sqlite:${path}`,
      db,
      clock: await openClock(db, clock.real),
      settings,
      log,
    });
  const settled = async () => (await db.selectFrom("settlements").select("period").execute()).length;
  await (await start()).stop();
  expect(await settled()).toBe(0);
  expect(instance.logged.map(({ msg }) => msg)).toEqual([
    "a settlement was interrupted and goes on at the next start",
  ]);
  const again = await start();
  await expect.poll(settled).toBe(1);
  await again.stop();
  await instance.close();
});
