import { createHash } from "node:crypto";
import { extname } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Context, Handler } from "hono";
import { matches } from "./api/counts.js";
import { type ButtonRelease, PINNED, readButtonRelease } from "./button-release.js";

type Coding = "br" | "gzip" | "identity";
type Served = { type: string; cache: string; etag: string; bytes: Record<Coding, Uint8Array<ArrayBuffer>> };

/** Pages of any origin may load the files and check them (CORS), also pages that embed nothing unasked (CORP). */
const HEADERS = {
  "access-control-allow-origin": "*",
  "cross-origin-resource-policy": "cross-origin",
  "x-content-type-options": "nosniff",
  vary: "Accept-Encoding",
};

/** A pinned copy is another file under another address as soon as one byte is another. */
const FOR_EVER = "public, max-age=31536000, immutable";
const SHORT = "public, max-age=300, stale-while-revalidate=86400";

const TYPES: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
};
const SCRIPT = "text/javascript; charset=utf-8";

/** Where the scripts are asked for when they are not built. */
const NOT_BUILT = ["/button.js", "/button.mjs", "/more.js"];

/** The addresses of the button's files: short ones, pinned ones, and the manifest that lists the pinned ones. */
export function buttonFileRoutes(): Record<string, Handler> {
  const release = readButtonRelease();
  if (!release) return Object.fromEntries(NOT_BUILT.map((path) => [path, answerNotBuilt]));
  const { hash, files, pinned } = release;
  return {
    ...Object.fromEntries([...files].map(([name, { bytes }]) => [`/${name}`, fileRoute(name, bytes, SHORT)])),
    ...Object.fromEntries(
      [...pinned].map(([name, { bytes }]) => [`${PINNED}/${hash}/${name}`, fileRoute(name, bytes, FOR_EVER)]),
    ),
    [`${PINNED}/manifest.json`]: fileRoute("manifest.json", Buffer.from(manifestOf(release)), SHORT),
    [`${PINNED}/*`]: answerNoFile,
  };
}

/** What is served pinned: by name its `file`, relative to the manifest, its `integrity` and `bytes`. */
function manifestOf({ hash, pinned }: ButtonRelease): string {
  const entries = [...pinned].map(([name, { integrity, bytes }]) => [
    name,
    { file: `${hash}/${name}`, integrity, bytes: bytes.length },
  ]);
  return `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`;
}

/** One file, compressed once when it is first asked for. */
function fileRoute(name: string, bytes: Uint8Array, cache: string): Handler {
  let served: Served | null = null;
  return (c) => {
    if (c.req.method !== "GET" && c.req.method !== "HEAD") {
      return c.text("This file can only be read.", 405, { ...HEADERS, allow: "GET, HEAD" });
    }
    served ??= compress(name, bytes, cache);
    return answerFile(c, served);
  };
}

function answerFile(c: Context, { type, cache, etag: plain, bytes }: Served): Response {
  const coding = chooseCoding(c.req.header("accept-encoding") ?? "");
  const etag = coding === "identity" ? `"${plain}"` : `"${plain}-${coding}"`;
  const headers = { ...HEADERS, "cache-control": cache, etag, "content-type": type };
  if (matches(c.req.header("if-none-match"), etag)) return c.body(null, 304, headers);
  return c.body(
    bytes[coding],
    200,
    coding === "identity" ? headers : { ...headers, "content-encoding": coding },
  );
}

function compress(name: string, plain: Uint8Array, cache: string): Served {
  return {
    type: TYPES[extname(name)] ?? SCRIPT,
    cache,
    etag: createHash("sha256").update(plain).digest("base64url").slice(0, 22),
    bytes: {
      identity: new Uint8Array(plain),
      gzip: new Uint8Array(gzipSync(plain, { level: 9 })),
      br: new Uint8Array(brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })),
    },
  };
}

/** The smallest that is accepted. @example chooseCoding("gzip, br;q=0") // "gzip" */
function chooseCoding(accepted: string): Coding {
  const codings = accepted
    .split(",")
    .filter((coding) => !/;\s*q=0(\.0*)?\s*$/.test(coding))
    .map((coding) => coding.split(";", 1)[0]?.trim().toLowerCase());
  return (["br", "gzip"] as const).find((coding) => codings.includes(coding)) ?? "identity";
}

const GONE = { ...HEADERS, "cache-control": "no-store" };

function answerNotBuilt(c: Context): Response {
  return c.text("The button is not built here: run npm run build.", 404, GONE);
}

function answerNoFile(c: Context): Response {
  return c.text("This instance has no such file; /button/manifest.json lists those that it has.", 404, GONE);
}
