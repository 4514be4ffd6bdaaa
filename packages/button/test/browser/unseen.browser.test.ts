import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buttonTag, htmlPage, openStage, type Stage, scriptTag } from "./open-page.js";

/** What a page tells of itself. */
type Told = { what: string; prerendering: boolean; visibility: string; activated: boolean; asked: string[] };

/**
 * The post tells when it is loaded, with all that it has asked the instance for, and when its button knows the count. A page
 * that a test holds by the developer's tools is never prerendered and always visible, so these pages are left alone.
 */
const TELL = `
const tell = (what) => fetch("/told", { method: "POST", keepalive: true, body: JSON.stringify({
  what, prerendering: document.prerendering, visibility: document.visibilityState,
  activated: performance.getEntriesByType("navigation")[0].activationStart > 0,
  asked: performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname).filter((path) => path !== "/told"),
}) });
addEventListener("load", () => customElements.whenDefined("rivulet-button").then(() => setTimeout(() => tell("loaded"))));
addEventListener("rivulet-change", ({ target }) => target.count === 0 && tell("counted"));`;

describe("a page that nobody sees", () => {
  let stage: Stage;
  let server: Server;
  let site: string;
  /** Answered when the reader shall go on to the post. */
  let go: ServerResponse | undefined;
  let heard: (told: Told) => void = () => {};

  beforeAll(async () => {
    stage = await openStage();
    const rules = JSON.stringify({ prerender: [{ urls: ["/post"], eagerness: "immediate" }] });
    const pages: Record<string, string> = {
      "/before": htmlPage(
        `<script type="speculationrules">${rules}</script><script>fetch("/go").then(() => location.assign("/post"))</script>`,
        "",
      ),
      "/post": htmlPage(`<script>${TELL}</script>${scriptTag(stage.backend, "")}`, `<p>${buttonTag()}</p>`),
    };
    server = createServer(async (request, response) => {
      if (request.url === "/go") {
        go = response;
        return;
      }
      if (request.url === "/told") {
        const body = (await request.toArray()) as Buffer[];
        heard(JSON.parse(Buffer.concat(body).toString()) as Told);
      }
      const html = pages[request.url ?? ""];
      response.writeHead(html ? 200 : 204, { "content-type": "text/html" }).end(html);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    await stage.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const next = (): Promise<Told> => new Promise((resolve) => (heard = resolve));

  it("asks for no count while it is prerendered, and is right when it is shown", async () => {
    const tools = await stage.browser.newBrowserCDPSession();
    const loaded = next();
    const { targetId } = await tools.send("Target.createTarget", { url: `${site}/before` });
    expect(await loaded).toMatchObject({ what: "loaded", prerendering: true, asked: ["/button.js"] });
    const counted = next();
    go?.end();
    expect(await counted).toMatchObject({ what: "counted", prerendering: false, activated: true });
    await tools.send("Target.closeTarget", { targetId });
  });

  it("asks for no count in a background tab, and is right when it comes to the front", async () => {
    const tools = await stage.browser.newBrowserCDPSession();
    const front = await tools.send("Target.createTarget", { url: "about:blank" });
    const loaded = next();
    const { targetId } = await tools.send("Target.createTarget", { url: `${site}/post`, background: true });
    expect(await loaded).toMatchObject({ what: "loaded", visibility: "hidden", asked: ["/button.js"] });
    const counted = next();
    await tools.send("Target.activateTarget", { targetId });
    expect(await counted).toMatchObject({ what: "counted", visibility: "visible" });
    await tools.send("Target.closeTarget", { targetId });
    await tools.send("Target.closeTarget", { targetId: front.targetId });
  });
});
