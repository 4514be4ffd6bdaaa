import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";

/** The two cookies of the instance's own pages: who is signed in, and which browser asked for a mail link. */
export type CookieName = "session" | "browser";

/** Over https a cookie is bound to this very host by its name's prefix. */
function named(name: CookieName, secure: boolean): string {
  return secure ? `__Host-rivulet_${name}` : `rivulet_${name}`;
}

/** Reads one of our secrets from the cookies; what is none is null. */
export function readCookie(c: Context, name: CookieName, secure: boolean): string | null {
  const value = getCookie(c, named(name, secure));
  return value !== undefined && /^[\w-]{43}$/.test(value) ? value : null;
}

/** Sets a cookie that scripts cannot read and that other sites' forms do not send. */
export function writeCookie(
  c: Context,
  name: CookieName,
  value: string,
  secure: boolean,
  seconds: number,
): void {
  setCookie(c, named(name, secure), value, {
    httpOnly: true,
    sameSite: "Lax",
    secure,
    path: "/",
    maxAge: seconds,
  });
}

/** Takes a cookie back. */
export function dropCookie(c: Context, name: CookieName, secure: boolean): void {
  deleteCookie(c, named(name, secure), { path: "/", secure });
}
