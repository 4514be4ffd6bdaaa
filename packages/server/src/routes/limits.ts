import { isIP } from "node:net";
import type { Context } from "hono";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

/** What is limited here. Clicks are not: their caps are the donor's, and stand in the domain. */
export type Limits = {
  mailsByCallerAndAddress: RateLimiterMemory;
  mailsByAddress: RateLimiterMemory;
  mailsByCaller: RateLimiterMemory;
  codesByCaller: RateLimiterMemory;
  exchangesByCaller: RateLimiterMemory;
};

const QUARTER_HOUR_S = 900;

/**
 * A few mails to an address by one caller, more by a household behind one IP address. By all callers together an address takes
 * many more, so that no stranger can lock it out with a few requests.
 */
export function createLimits(): Limits {
  return {
    mailsByCallerAndAddress: new RateLimiterMemory({ points: 6, duration: QUARTER_HOUR_S }),
    mailsByAddress: new RateLimiterMemory({ points: 60, duration: QUARTER_HOUR_S }),
    mailsByCaller: new RateLimiterMemory({ points: 60, duration: QUARTER_HOUR_S }),
    codesByCaller: new RateLimiterMemory({ points: 60, duration: QUARTER_HOUR_S }),
    exchangesByCaller: new RateLimiterMemory({ points: 240, duration: 60 }),
  };
}

/** Takes one from a limit. @returns the seconds to wait when nothing is left, else null. */
export async function waitSecondsOf(limiter: RateLimiterMemory, key: string): Promise<number | null> {
  try {
    await limiter.consume(key);
    return null;
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
    throw refused;
  }
}

/**
 * Who calls, for limits: the socket's address, or the last that the operator's own proxy has added. An IPv6 caller counts
 * by its /64, since a household has at least one of these.
 */
export function callerOf(c: Context, trustProxy: boolean): string {
  const forwarded = trustProxy ? c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim() : undefined;
  const address = forwarded ?? socketAddress(c.env) ?? "unknown";
  return isIP(address) === 6 ? networkOf(address) : address;
}

/** The /64 of an IPv6 address, written in one way; one that stands for an IPv4 address is that. */
function networkOf(address: string): string {
  const groups = groupsOf(address.split("%", 1)[0] ?? "");
  const [high = 0, low = 0] = groups.slice(6);
  if (groups.slice(0, 6).join() === "0,0,0,0,0,65535") {
    return [high >> 8, high & 255, low >> 8, low & 255].join(".");
  }
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(":")}::/64`;
}

/** The eight groups of an IPv6 address: `::` stands for as many zeros as are missing (RFC 4291 section 2.2). */
function groupsOf(address: string): number[] {
  const [before = "", after] = address.split("::");
  const [start, end] = [partsOf(before), partsOf(after ?? "")];
  const zeros = after === undefined ? 0 : 8 - start.length - end.length;
  return [...start, ...Array<number>(zeros).fill(0), ...end];
}

/** The last group may be an IPv4 address in decimal, which is two. */
function partsOf(text: string): number[] {
  if (text === "") return [];
  return text.split(":").flatMap((group) => {
    const [a = 0, b = 0, c = 0, d = 0] = group.split(".").map(Number);
    return group.includes(".") ? [(a << 8) | b, (c << 8) | d] : [Number.parseInt(group, 16)];
  });
}

function socketAddress(env: unknown): string | undefined {
  if (typeof env !== "object" || env === null || !("incoming" in env)) return undefined;
  const { incoming } = env as { incoming: { socket?: { remoteAddress?: string } } };
  return incoming.socket?.remoteAddress;
}
