import type { ButtonSession } from "./button-session.js";
import { popoverStyles } from "./popover-styles.js";
import { type Months, popoverView, type RunAct, sentenceOf } from "./popover-view.js";
import { loadPopoverWords, type PopoverWords } from "./words/popover-words.js";

/** The popover of one button: when it opens, and what it shows. */
export type Popover = ReturnType<typeof createPopover>;

/** Nothing of the button is bundled with its popover: the session is handed in. */
export function createPopover(session: ButtonSession) {
  const { host, page } = session;
  const { client } = page;
  let isMade = false;
  let sentences: PopoverWords | null = null;
  /** For how long to give every month. */
  let wish: Months = null;

  /** The language may have become another, or its file may come only now; what was known is better than nothing. */
  async function learn(): Promise<PopoverWords | null> {
    sentences = (await loadPopoverWords(session.load, host.words().known?.lang ?? "en")) ?? sentences;
    return words();
  }
  const words = () => sentences && { ...sentences, ...host.words().said };

  const acts = {
    undo: () => session.undo(),
    // What the site may not do yet is done once the donor has consented to it.
    async connect() {
      const isWished = session.standing.news === "insufficient-scope";
      await session.connect(isWished ? "click subscribe" : "click");
      if (isWished) await acts.every(wish);
    },
    // The token is forgotten in any case.
    disconnect: () => session.act(() => client.disconnect()).catch(() => session.know({ news: "cut" })),
    yes: () => client.claim(true),
    no: () => client.claim(false),
    async every(months?: Months) {
      const { thing } = session;
      if (months !== undefined) wish = months;
      const subscription = await session.act(async () =>
        months === undefined ? client.unsubscribe(thing) : client.subscribe(thing, months),
      );
      session.know({ subscription: subscription ?? null, news: subscription ? "begun" : "ended" });
      session.tell();
    },
  };

  /** One act at a time; what fails is shown by the button, as its news. The focus stays here when its button goes. */
  const run: RunAct = async (act, months) => {
    if (session.acts) return;
    const root = host.root() as ShadowRoot;
    const hadFocus = root.activeElement;
    await acts[act](months).catch(() => {});
    host.draw();
    if (!hadFocus || root.activeElement) return;
    (root.querySelector<HTMLElement>(":popover-open :is(button, a)") ?? host.button).focus();
  };

  async function open(): Promise<boolean> {
    const isKnown = await learn();
    const root = host.root();
    if (!isKnown || !root?.host.isConnected) return false;
    root.adoptedStyleSheets[1] ??= sheet();
    isMade = true;
    host.draw();
    root.querySelector<HTMLElement>("[popover]:not(:popover-open)")?.showPopover();
    return true;
  }

  /**
   * A window opens within the press only if what it needs was made before. And a browser gives the focus back to the page alone,
   * not into a shadow tree.
   */
  const toggled = ({ target }: Event) => {
    client.prepare().catch(() => {});
    const root = host.root() as ShadowRoot;
    if ((target as Node).contains(root.activeElement))
      root.querySelector<HTMLElement>("[part=count]")?.focus();
  };

  learn();
  return {
    view() {
      const known = isMade && words();
      return known && popoverView(session, known, host.words().lang, run, toggled);
    },
    /** The count's button was pressed; once the popover is there the browser opens and closes it. False where there is nothing to open. */
    toggle: async () => isMade || open(),
    /** Shows what has become of an act, and hands back the sentence that is to be said; null where its words do not come. */
    async tell(isAwaited: boolean): Promise<string | null> {
      if (isAwaited && session.standing.state !== "idle") await open();
      const known = await learn();
      return known && sentenceOf(session, known);
    },
  };
}

function sheet(): CSSStyleSheet {
  const made = new CSSStyleSheet();
  made.replaceSync(popoverStyles);
  return made;
}
