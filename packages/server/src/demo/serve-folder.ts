import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize, sep } from "node:path";
import { closeServer, listen } from "../listen.js";

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".txt": "text/plain; charset=utf-8",
};

/** Where a folder is served. */
export type FolderOptions = {
  host: string;
  port: number;
  /** Addresses that come from elsewhere: one with a slash at its end from a folder, any other from a file. The first that fits counts. */
  beside?: Record<string, string>;
  /** Texts of the HTML that are replaced on the way out. */
  replace?: Record<string, string>;
};

/**
 * Serves a folder of files as it is: the demo's blog, on another site than the instance. Port 0 takes a free one.
 * @example const blog = await serveFolder("examples/html", { host: "127.0.0.1", port: 4001 })
 */
export async function serveFolder(
  folder: string,
  options: FolderOptions,
): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const file = await readServed({ ...options.beside, "/": folder }, request.url ?? "/");
    if (!file) {
      response.writeHead(404, { "content-type": "text/plain; charset=utf-8" }).end("There is no such page.");
      return;
    }
    const body = file.type.startsWith("text/html")
      ? replaceAll(file.bytes, options.replace ?? {})
      : file.bytes;
    response.writeHead(200, { "content-type": file.type, "cache-control": "no-cache" }).end(body);
  });
  await listen(server, options.port, options.host);
  const { port } = server.address() as AddressInfo;
  return { url: `http://${options.host}:${port}`, close: () => closeServer(server) };
}

async function readServed(
  places: Record<string, string>,
  address: string,
): Promise<{ bytes: Buffer; type: string } | null> {
  const path = decodePath(address);
  const file = path === null ? null : fileOf(places, path);
  if (file === null) return null;
  try {
    return { bytes: await readFile(file), type: TYPES[extname(file)] ?? "application/octet-stream" };
  } catch {
    return null;
  }
}

/** The file that an address stands for; null where it would lead out of its folder. */
function fileOf(places: Record<string, string>, path: string): string | null {
  const asked = path.endsWith("/") ? `${path}index.html` : path;
  for (const [place, root] of Object.entries(places)) {
    if (place === asked) return root;
    if (!place.endsWith("/") || !asked.startsWith(place)) continue;
    const file = normalize(join(root, asked.slice(place.length)));
    return file.startsWith(normalize(root).replace(/[/\\]*$/, sep)) ? file : null;
  }
  return null;
}

function decodePath(address: string): string | null {
  try {
    const path = decodeURIComponent(new URL(address, "http://folder.invalid").pathname);
    return path.includes("\0") ? null : path;
  } catch {
    return null;
  }
}

function replaceAll(bytes: Buffer, replace: Record<string, string>): string {
  let text = bytes.toString("utf8");
  for (const [from, to] of Object.entries(replace)) text = text.replaceAll(from, to);
  return text;
}
