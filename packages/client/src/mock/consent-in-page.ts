import type { MockBackend } from "./mock-backend.js";

/** Who answers the question whether a site may connect: a person who presses, or nobody. */
export type ConsentOptions = { answer?: "ask" | "allow" | "refuse" };

/**
 * Plays the backend's window in a page, which no service worker can do for another origin. A popup that the client opens for the
 * connect shows a question of the mock's; what is pressed there is told to the page as the backend's message. With `allow` or
 * `refuse` nothing opens, and the answer comes by itself. A connect by redirect is answered where the page itself stands at the
 * backend's `/connect`: under a base of the page's own origin, by a server that answers unknown addresses with the page, and
 * with a `storage`.
 * @returns a function that ends it
 * @example const stop = consentInPage(backend, { answer: "allow" });
 */
export function consentInPage(backend: MockBackend, { answer = "ask" }: ConsentOptions = {}): () => void {
  const openWindow = globalThis.open;
  const isConnect = (address: string) => address.startsWith(`${backend.base}/connect?`);
  globalThis.open = (url, target, features) => {
    const address = String(url ?? "");
    if (!isConnect(address)) return openWindow.call(globalThis, url, target, features);
    if (answer !== "ask") return answerUnseen(backend, address, answer === "allow");
    const popup = openWindow.call(globalThis, "", target, features);
    if (popup) ask(backend, address, popup.document, (back) => tell(backend, popup, back));
    return popup;
  };
  if (isConnect(location.href)) answerHere(backend, location.href, answer);
  return () => {
    globalThis.open = openWindow;
  };
}

/** The answer comes a turn later, as a person's would. */
function answerUnseen(backend: MockBackend, address: string, allow: boolean): Window {
  const popup = { closed: false, close() {}, focus() {} } as Window;
  setTimeout(() => tell(backend, popup, backend.consent(address, { allow })));
  return popup;
}

function answerHere(backend: MockBackend, address: string, answer: ConsentOptions["answer"]): void {
  // A client on this same page would take the state that is asked with for its answer.
  history.replaceState(null, "", `${backend.base}/connect`);
  if (answer === "ask") ask(backend, address, document, (back) => location.replace(back));
  else location.replace(backend.consent(address, { allow: answer === "allow" }));
}

/** Tells the page what the backend's window would post to it. */
function tell(backend: MockBackend, source: Window, back: string): void {
  const answer: Record<string, string> = {};
  // The last of each name is the backend's, which appends to what the address had.
  for (const [name, value] of new URL(back).searchParams) answer[name] = value;
  const { code, error, state, iss } = answer;
  const data = { type: "rivulet:connect", state, iss, ...(error ? { error } : { code }) };
  const { origin } = new URL(backend.base);
  globalThis.dispatchEvent(Object.assign(new Event("message"), { origin, source, data }));
}

const STYLE = `:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 24rem; margin: 12vh auto; padding: 0 1.5rem; }
h1 { font-size: 1.375rem; line-height: 1.25; }
b { overflow-wrap: anywhere; }
button { font: inherit; min-height: 2.75rem; margin-inline-end: 0.5rem; padding: 0 1.25rem; border: 1px solid; border-radius: 0.5rem; background: none; color: inherit; }
.allow { border-color: #0b6e75; background: #0b6e75; color: #fff; }
small { display: block; margin-top: 2rem; opacity: 0.75; }`;

/** Puts the question into a document, and goes on with the address that the answer leads back to. */
function ask(backend: MockBackend, address: string, page: Document, goOn: (back: string) => void): void {
  const make = (name: string, text: string, ...inside: Node[]) => {
    const element = page.createElement(name);
    element.textContent = text;
    element.append(...inside);
    return element;
  };
  const choose = (text: string, name: string, allow: boolean) => {
    const button = make("button", text);
    button.className = name;
    button.addEventListener("click", () => goOn(backend.consent(address, { allow })));
    return button;
  };
  const site = new URL(address).searchParams.get("client_id") ?? "";
  page.title = "Connect";
  page.documentElement.lang = "en";
  page.head.append(make("style", STYLE));
  page.body.replaceChildren(
    make("h1", "May this site send your clicks?"),
    make("p", "", make("b", site), page.createTextNode(` will click as ${backend.donor}.`)),
    make("p", "", choose("Allow", "allow", true), choose("Not now", "refuse", false)),
    make("small", "A played backend asks; nothing is paid."),
  );
}
