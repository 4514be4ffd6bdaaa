import { RivuletError, type Thing } from "@rivulet/client";
import { AttributeElement } from "./attribute-element.js";
import { pickLanguage } from "./attributes.js";
import { type EventWord, fire } from "./button-events.js";
import { ButtonSession, type SessionHost } from "./button-session.js";
import { AT_REST, type ButtonState, type HeardDetail, isSame, lookOf, shownCount } from "./button-state.js";
import { buttonSheet } from "./button-styles.js";
import { type ButtonActs, buttonView } from "./button-view.js";
import { draw, h } from "./draw.js";
import { isRead } from "./is-read.js";
import { followPage } from "./page-changes.js";
import { followsSystem, resolveBackend, type ScriptDefaults } from "./page-defaults.js";
import { resolveThing } from "./resolve-thing.js";
import { type LineWords, lineWords, lineWordsOf } from "./words/line-words.js";
import type { PopoverWords } from "./words/popover-words.js";

/** All words of one language; what is missing is said in English. */
export type Words = LineWords & PopoverWords;

/** Two presses within this time are one. */
const ONE_PRESS_MS = 500;

/** The read-only properties. */
const STATE = ["state", "count", "mine", "error", "connected", "offline", "waiting"] as const;

/** What is true while there is no thing. */
const NOTHING = { ...AT_REST, connected: false, offline: false, waiting: 0 };

/**
 * `<rivulet-button>`: attributes become a thing and a client, what the client says becomes a view. Importing it registers
 * nothing; `@rivulet/button/define` does.
 * @example
 * import { RivuletButton } from "@rivulet/button";
 * RivuletButton.words.de = { idle: "Geben", pending: "Gemerkt" };
 */
export class RivuletButton extends AttributeElement {
  /** Words by language; add a language, or change single words, before the first button is drawn. */
  static words: Record<string, Partial<Words>> = {};
  /** @internal */
  static defaults: ScriptDefaults = {};

  static {
    for (const name of STATE) {
      // biome-ignore lint/complexity/noThisInStatic: compilers may not have bound the name of the class yet.
      Object.defineProperty(this.prototype, name, {
        get(this: RivuletButton) {
          return this.#now()[name];
        },
      });
    }
  }

  declare readonly state: ButtonState;
  /** Clicks on this URL; null while unknown. */
  declare readonly count: number | null;
  /** The donor's own clicks on this URL in this period, as far as known. */
  declare readonly mine: number;
  declare readonly error: RivuletError | null;
  declare readonly connected: boolean;
  declare readonly offline: boolean;
  /** Clicks of this site that wait on this device for an answer. */
  declare readonly waiting: number;

  #session: ButtonSession | null = null;
  #root: ShadowRoot | null = null;
  #internals: ElementInternals | null = null;
  #isDue = false;
  #isStale = false;
  #pressedAt = -ONE_PRESS_MS;
  #shown = "";

  /** What the button is for, resolved from attributes and page; null while that is not enough. */
  get thing(): Thing | null {
    return this.#session && { ...this.#session.thing };
  }

  /** An element that is only moved is back before the next drawing, and goes on as it was. */
  attributeChangedCallback(): void {
    followPage(this);
    this.#isStale = true;
    this.#update();
  }

  override focus(options?: FocusOptions): void {
    const button = this.#root?.querySelector("button");
    button ? button.focus(options) : super.focus(options);
  }

  /** Gives one click, as a person's press does; rejects with `needs-gesture` outside of one. */
  async press(): Promise<void> {
    if (!navigator.userActivation.isActive) throw new RivuletError("needs-gesture");
    const now = performance.now();
    if (now - this.#pressedAt < ONE_PRESS_MS) return;
    this.#pressedAt = now;
    // The page's address may have changed without an attribute's changing.
    this.#resolve();
    if (this.#session && this.#fire("press")) await this.#session.click();
  }

  /** Takes the last own click on this thing back, pending or counted; rejects with the reason where that is refused. */
  async undo(): Promise<void> {
    await this.#session?.undo();
  }

  /** Lets the donor connect this site; call it within a press, since it opens a window. */
  async connect(): Promise<void> {
    await this.#session?.connect();
  }

  async disconnect(): Promise<void> {
    await this.#session?.act((client) => client.disconnect());
  }

  /**
   * Draws once for all that changes in one turn; first in a frame of its own, which a hidden or prerendered page does not
   * have. Whatever goes wrong, what stands inside the element is shown again.
   */
  #update(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    const soon = this.#root ? queueMicrotask : requestAnimationFrame;
    soon(() => {
      this.#isDue = false;
      if (!isRead(this)) return this.#update();
      try {
        if (this.#isStale) this.#resolve();
        this.#draw();
      } catch {
        this.#root?.replaceChildren(document.createElement("slot"));
      }
    });
  }

  /** Begins anew when the thing or its backend is another than before. */
  #resolve(): void {
    this.#isStale = false;
    const { defaults } = RivuletButton;
    const thing = this.isConnected ? resolveThing(this, defaults) : null;
    const backend = thing && resolveBackend(this.getAttribute("backend"), defaults);
    const before = this.#session;
    if (thing && before?.page.client.backend === backend && isSame(before?.thing, thing)) {
      (before as ButtonSession).thing = thing;
      return;
    }
    before?.leave();
    this.#session = thing && backend ? new ButtonSession(this.#host, thing, backend) : null;
  }

  readonly #host: SessionHost = {
    button: this,
    root: () => this.#root,
    words: () => this.#words(),
    draw: () => this.#draw(),
    update: () => this.#update(),
    fire: (event, detail) => this.#fire(event, detail),
  };

  readonly #acts: ButtonActs = {
    press: () => this.press().catch(() => {}),
    open: () => this.#session?.open().catch(() => {}),
    approach: (event) => this.#session?.near(event),
    // A key held down is one press.
    key: (event) => void (event.repeat && event.key === "Enter" && event.preventDefault()),
  };

  /** The first drawing takes the focus over from the fallback; without a thing the fallback is what shows. */
  #draw(): void {
    const session = this.#session;
    if (!session) {
      if (this.#root) draw(this.#root, [h("slot", { class: false })]);
      return;
    }
    const words = this.#words();
    // Until its words are here, what stands inside the element is what shows.
    if (!words.known) return;
    const hadFocus = !this.#root && this.contains((this.getRootNode() as Document).activeElement);
    this.#root ??= this.attachShadow({ mode: "open" });
    if (!this.#root.adoptedStyleSheets.length) this.#root.adoptedStyleSheets = [buttonSheet()];
    const { standing, thing, status, popover } = session;
    const model = {
      ...words,
      title: thing.title ?? "",
      count: this.nocount ? null : shownCount(standing),
      dir: words.said.dir ?? "ltr",
      system: followsSystem(),
      status,
      popover: popover?.view(),
    };
    draw(this.#root, buttonView(model, this.#acts));
    if (hadFocus) this.focus();
    this.#show();
  }

  #words() {
    const lang = pickLanguage(this, RivuletButton.words);
    const own = RivuletButton.words[lang];
    const known = lineWordsOf(lang, () => this.#update());
    const said = { ...lineWords.en, ...known, ...(own && { ...own, lang }) };
    const now = this.#now();
    const look = lookOf(now, now.offline);
    return { look, lang: said.lang, known, said, word: (look === "idle" && this.label) || said[look] };
  }

  #now() {
    return { ...NOTHING, ...this.#session?.standing, ...this.#session?.page.client.state };
  }

  /** The custom state, and the event that says that anything of the state has changed. */
  #show(): void {
    // An error is written as its code.
    const now = this.#now();
    const shown = STATE.map((name) => now[name]).join();
    if (shown === this.#shown) return;
    this.#internals ??= this.attachInternals();
    this.#internals.states.clear();
    this.#internals.states.add(this.state);
    if (this.#shown) this.#fire("change");
    this.#shown = shown;
  }

  #fire(event: EventWord, { id, code }: HeardDetail = {}): boolean {
    const { thing, count, mine } = this;
    return fire(this, event, { thing: thing as Thing, count: count ?? undefined, mine, id, code });
  }
}
