const ANYWHERE = "http://rivulet.invalid";

/**
 * A path of this instance's own, or the fallback: never another host, so no form or link of ours can be made to lead away.
 * @example localPath("//evil.example/x", "/me") // "/me"
 */
export function localPath(asked: string | null | undefined, fallback: string): string {
  if (!asked?.startsWith("/") || asked.length > 8_000) return fallback;
  if (!URL.canParse(asked, ANYWHERE)) return fallback;
  const url = new URL(asked, ANYWHERE);
  const path = url.pathname + url.search;
  return url.origin === ANYWHERE && !path.startsWith("//") ? path : fallback;
}
