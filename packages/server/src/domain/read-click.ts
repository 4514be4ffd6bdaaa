import { type ClickRefusal, type ClickSent, canonicalUrl, parseTimestamp } from "@rivulet/protocol";
import { isUuidV7, uuidBytes } from "./id.js";

const HOUR_MS = 3_600_000;
const OLDEST_MS = 35 * 24 * HOUR_MS;
const NEWEST_MS = 24 * HOUR_MS;
const MAX_URL_LENGTH = 2048;

/** A click as the domain looks at it. */
export type Click = {
  /** 32 hexadecimal digits in lower case, or null where what was sent is no UUID of version 7. */
  id: string | null;
  sent: ClickSent;
  /** Canonical; null where it cannot be. */
  url: string | null;
  origin: string;
  /** What is wrong with it whoever sends it. */
  refused: ClickRefusal | null;
};

/** Reads what was sent; wrong values are noted, not thrown. */
export function readClick(sent: ClickSent, now: number): Click {
  const url = readUrl(sent.url);
  return {
    id: clickId(sent.id),
    sent,
    url,
    origin: url === null ? "" : new URL(url).origin,
    refused: url === null ? "invalid-url" : refusedTime(sent.clicked_at, now),
  };
}

/** The 32 digits by which ids are compared, whatever the case of their letters; null where it is no UUID of version 7. */
export function clickId(text: string): string | null {
  return isUuidV7(text) ? uuidBytes(text).toString("hex") : null;
}

/** The canonical URL of what was sent, or null where it has none of at most 2,048 characters. */
export function readUrl(address: string): string | null {
  const url = canonicalUrl(address);
  // Percent-encoding can make a short address long.
  return url !== null && url.length <= MAX_URL_LENGTH ? url : null;
}

/** A time that no clock has shown (a 13th month) is as good as one long past. */
function refusedTime(clickedAt: string, now: number): ClickRefusal | null {
  const at = parseTimestamp(clickedAt);
  if (at === null || now - at > OLDEST_MS) return "click-too-old";
  return at - now > NEWEST_MS ? "clicked-in-future" : null;
}
