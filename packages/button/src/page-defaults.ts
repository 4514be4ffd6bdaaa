import { warn } from "./warn.js";

/** What the script tag says; each is undefined where it says nothing. */
export type ScriptDefaults = {
  publisher?: string | undefined;
  backend?: string | undefined;
  /** Further backends that a button of this page may name, with spaces or commas between them. */
  backends?: string | undefined;
  /** A selector of the places whose links become buttons. */
  links?: string | undefined;
  /** Old Flattr markup is read; whose handles its names are. */
  flattr?: string | undefined;
  /** What was understood of it is printed. */
  flattrReport?: string | undefined;
};

/** The content of a meta in the head; what stands in the body may have been written by a visitor, so it does not count. */
export const headMeta = (name: string): string | undefined =>
  document.head.querySelector<HTMLMetaElement>(`meta:is([name="${name}"],[property="${name}"])`)?.content;

/** `URL.parse`, which is younger than the browsers that we serve. */
export const parseUrl = (text: string, base?: string): URL | null =>
  URL.canParse(text, base) ? new URL(text, base) : null;

/** A backend's address without a slash at its end; null for one that is neither https nor http on this machine. */
export function readBackend(text = ""): string | null {
  const url = parseUrl(text);
  const isSafe = url && /^https:|^http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/]/.test(url.href);
  return isSafe ? (url.origin + url.pathname).replace(/\/+$/, "") : null;
}

/** Whom the page's owner names: a button without a publisher of its own is for them. */
export const publisherOf = ({ publisher }: ScriptDefaults): string | undefined =>
  headMeta("rivulet:publisher") || publisher;

/** The backends that the page's owner set in the head or on the script tag, the default one first. */
export const backendsOf = ({ backend, backends = "" }: ScriptDefaults): (string | null)[] =>
  [headMeta("rivulet:backend") || backend, backend, ...backends.split(/[\s,]/)].map(readBackend);

/**
 * The backend of one button. An attribute may only choose among those that the owner set, since on many sites a visitor can
 * write elements but neither the head nor a script.
 */
export function resolveBackend(named: string | null, defaults: ScriptDefaults): string | null {
  const known = backendsOf(defaults);
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
