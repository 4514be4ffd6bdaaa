import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { ROOT } from "./run.mjs";

const file = (path) => readFileSync(join(ROOT, path), "utf8");

/** giscus is published for bundlers alone. */
const bundled = (path) =>
  buildSync({ entryPoints: [join(ROOT, path)], bundle: true, minify: true, format: "esm", write: false })
    .outputFiles[0].text;
const json = (body) => ({
  status: 200,
  headers: { "access-control-allow-origin": "*" },
  contentType: "application/json",
  body,
});

/** What each system's own page says to do: its files as npm installed them, its tags, and what its service would answer. */
export const SYSTEMS = {
  rivulet: {
    files: { "button.js": "packages/button/dist/drop-in/button.js" },
    script: (folder, origin) => ({ src: `${folder}/button.js`, backend: origin }),
    button: (index) =>
      `<rivulet-button publisher="bench" url="/posts/${index}"><a href="/give">Give&nbsp;with&nbsp;Rivulet</a></rivulet-button>`,
  },
  "applause-button": {
    files: {
      "applause-button.js": "node_modules/applause-button/dist/applause-button.js",
      "applause-button.css": "node_modules/applause-button/dist/applause-button.css",
    },
    script: (folder) => ({ src: `${folder}/applause-button.js` }),
    head: (folder) => `<link rel="stylesheet" href="${folder}/applause-button.css">`,
    button: (index, origin) =>
      `<applause-button style="width: 58px; height: 58px" api="${origin}/applause" url="https://blog.example/${index}"></applause-button>`,
  },
  "github-buttons": {
    files: { "buttons.js": "node_modules/github-buttons/dist/buttons.js" },
    script: (folder) => ({ src: `${folder}/buttons.js` }),
    button: (index) =>
      `<a class="github-button" href="https://github.com/owner/name-${index}" data-show-count="true">Star</a>`,
    hosts: ["api.github.com", "buttons.github.io"],
    answer: json('{"stargazers_count":12,"subscribers_count":1,"forks_count":2}'),
  },
  giscus: {
    files: { "giscus.mjs": "node_modules/giscus/dist/giscus.mjs" },
    script: (folder) => ({ src: `${folder}/giscus.mjs`, type: "module" }),
    button: (index) =>
      `<giscus-widget repo="owner/name" repoid="1" category="c" categoryid="1" mapping="specific" term="${index}" loading="eager"></giscus-widget>`,
    hosts: ["giscus.app"],
    answer: { status: 200, contentType: "text/html", body: "<p>Comments</p>" },
  },
};

/** Serves `/SYSTEM/NUMBER/before|after`, the systems' files, and stub answers. */
export async function servePages() {
  const giscus = bundled(SYSTEMS.giscus.files["giscus.mjs"]);
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url, "http://localhost");
    const [, system, name, when] = pathname.split("/");
    const send = (type, body) =>
      response.writeHead(200, { "content-type": type, "access-control-allow-origin": "*" }).end(body);
    if (pathname === "/v1/counts") {
      return send(
        "application/json",
        JSON.stringify({ counts: Object.fromEntries(searchParams.getAll("url").map((url) => [url, 12])) }),
      );
    }
    if (system === "applause") return send("text/plain", "12");
    const path = SYSTEMS[system]?.files[name];
    if (path)
      return send(
        name.endsWith(".css") ? "text/css" : "text/javascript",
        system === "giscus" ? giscus : file(path),
      );
    if (SYSTEMS[system])
      return send(
        "text/html; charset=utf-8",
        page(system, Number(name), when, `http://${request.headers.host}`),
      );
    return response.writeHead(204).end();
  });
  await new Promise((resolve) => server.listen(0, "localhost", resolve));
  return {
    url: `http://localhost:${server.address().port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function page(system, number, when, origin) {
  const { script, button, head } = SYSTEMS[system];
  const { src, type = "", ...dataset } = script(`${origin}/${system}`, origin);
  const data = Object.entries(dataset)
    .map(([name, value]) => ` data-${name}="${value}"`)
    .join("");
  const tag = `<script ${type && `type="${type}"`} src="${src}"${data}></script>`;
  const late = `<script>requestAnimationFrame(() => requestAnimationFrame(() => {
    const script = document.createElement("script");
    Object.assign(script, ${JSON.stringify({ src, type })});
    Object.assign(script.dataset, ${JSON.stringify(dataset)});
    document.head.append(script);
  }))</script>`;
  const rows = Array.from(
    { length: number },
    (_, index) => `<p>Post ${index} ${button(index, origin)} and the text goes on.</p>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Posts</title><link rel="icon" href="data:,">
<script>globalThis.shift = 0; new PerformanceObserver((list) => { for (const { value } of list.getEntries()) globalThis.shift += value; }).observe({ type: "layout-shift", buffered: true })</script>
${head?.(`${origin}/${system}`) ?? ""}${when === "before" ? tag.replace("<script ", "<script defer ") : ""}</head><body>${rows.join("\n")}${when === "after" ? late : ""}</body></html>`;
}
