import { warn } from "./warn.js";

/** What the script tag says; each is undefined where it says nothing. */
export type ScriptDefaults = {
  publisher?: string | undefined;
  backend?: string | undefined;
  /** Further backends that a button of this page may name, with spaces or commas between them. */
  backends?: string | undefined;
};

/** The content of a meta in the head; what stands in the body may have been written by a visitor, so it does not count. */
export const headMeta = (name: string): string | undefined =>
  document.head.querySelector<HTMLMetaElement>(`meta[name="${name}"],meta[property="${name}"]`)?.content;

/** `URL.parse`, which is younger than the browsers that we serve. */
export const parseUrl = (text: string, base?: string): URL | null =>
  URL.canParse(text, base) ? new URL(text, base) : null;

/** A backend's address without a slash at its end; null for one that is neither https nor http on this machine. */
export function readBackend(text = ""): string | null {
  const url = parseUrl(text);
  const isSafe = url && /^(https:|http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/])/.test(url.href);
  return isSafe ? (url.origin + url.pathname).replace(/\/+$/, "") : null;
}

/**
 * The backend of one button: what the page's owner set in the head or on the script tag. An attribute may only choose among
 * these, since on many sites a visitor can write elements but neither the head nor a script.
 */
export function resolveBackend(
  named: string | null,
  { backend, backends = "" }: ScriptDefaults,
): string | null {
  const known = [headMeta("rivulet:backend") || backend, backend, ...backends.split(/[\s,]+/)].map(
    readBackend,
  );
  const chosen = named ? readBackend(named) : known[0];
  if (chosen && known.includes(chosen)) return chosen;
  return warn(named ? "backend is not one of this page's" : "no backend");
}

let isSystem: boolean | undefined;

/**
 * True on a page that says nothing of its color scheme: there the button follows the system. It costs a style pass, so all that
 * is drawn in one frame shares an answer; it is asked again in a later one, since sheets come late and pages have switches.
 */
export function followsSystem(): boolean {
  if (isSystem === undefined) {
    isSystem =
      getComputedStyle(document.documentElement).colorScheme === "normal" && !headMeta("color-scheme");
    requestAnimationFrame(() => {
      isSystem = undefined;
    });
  }
  return isSystem;
}
