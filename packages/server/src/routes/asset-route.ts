import type { Handler } from "hono";
import type { AppParts } from "../app-parts.js";
import { findAsset } from "../pages/assets.js";
import { answerNotFoundPage } from "./pages/page-route.js";

/** Serves the pages' own files; a name with the hash of its content never changes its meaning. */
export function assetRoute(parts: AppParts): Handler {
  return (c) => {
    if (c.req.method !== "GET" && c.req.method !== "HEAD") {
      return c.text("This file can only be read.", 405, { allow: "GET, HEAD" });
    }
    const asset = findAsset(c.req.path);
    if (!asset) return answerNotFoundPage(parts, c);
    return c.body(asset.bytes, 200, {
      "content-type": asset.type,
      "cache-control": "public, max-age=31536000, immutable",
      "cross-origin-resource-policy": "same-origin",
      "x-content-type-options": "nosniff",
    });
  };
}
