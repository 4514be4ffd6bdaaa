import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Context, Handler } from "hono";
import { matches } from "./api/counts.js";

/** The files of the button that every instance serves to strangers' pages. */
export const BUTTON_FILES = ["button.js", "button.mjs", "more.js", "words-en.js", "words-fr.js"] as const;

type Served = { etag: string; plain: Uint8Array; gzip: Uint8Array; br: Uint8Array };

const HEADERS = {
  "access-control-allow-origin": "*",
  "cross-origin-resource-policy": "cross-origin",
  "x-content-type-options": "nosniff",
  "cache-control": "public, max-age=300, stale-while-revalidate=86400",
  vary: "Accept-Encoding",
} as const;

/** Serves one file of the button, compressed once when it is first asked for. */
export function buttonFileRoute(name: (typeof BUTTON_FILES)[number]): Handler {
  let served: Served | null = null;
  return (c) => {
    if (c.req.method !== "GET" && c.req.method !== "HEAD") {
      return c.text("This file can only be read.", 405, { ...HEADERS, allow: "GET, HEAD" });
    }
    served ??= load(name);
    if (!served)
      return c.text("The button is not built here: run npm run build.", 404, {
        ...HEADERS,
        "cache-control": "no-store",
      });
    const { coding, bytes } = choose(served, c);
    const etag = coding === "identity" ? `"${served.etag}"` : `"${served.etag}-${coding}"`;
    const headers = { ...HEADERS, etag, "content-type": "text/javascript; charset=utf-8" };
    if (matches(c.req.header("if-none-match"), etag)) return c.body(null, 304, headers);
    return c.body(
      new Uint8Array(bytes),
      200,
      coding === "identity" ? headers : { ...headers, "content-encoding": coding },
    );
  };
}

/** Null where the button has not been built, as in a checkout in which only the server is worked on. */
function load(name: string): Served | null {
  const plain = readBuilt(name);
  if (!plain) return null;
  return {
    etag: createHash("sha256").update(plain).digest("base64url").slice(0, 22),
    plain,
    gzip: gzipSync(plain, { level: 9 }),
    br: brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  };
}

/** An instance's copy says so: only then is the script's own origin the backend, where the page names none. */
function readBuilt(name: string): Uint8Array | null {
  try {
    const file = createRequire(import.meta.url).resolve(`@rivulet/button/drop-in/${name}`);
    return Buffer.from(readFileSync(file, "utf8").replace("rivulet:copied", "rivulet:served"));
  } catch (failed) {
    if (failed instanceof Error && "code" in failed && failed.code === "MODULE_NOT_FOUND") return null;
    throw failed;
  }
}

function choose(served: Served, c: Context): { coding: "br" | "gzip" | "identity"; bytes: Uint8Array } {
  const accepted = (c.req.header("accept-encoding") ?? "")
    .split(",")
    .filter((coding) => !/;\s*q=0(\.0*)?\s*$/.test(coding))
    .map((coding) => coding.split(";", 1)[0]?.trim());
  if (accepted.includes("br")) return { coding: "br", bytes: served.br };
  if (accepted.includes("gzip")) return { coding: "gzip", bytes: served.gzip };
  return { coding: "identity", bytes: served.plain };
}
