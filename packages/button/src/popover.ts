import type { ButtonSession } from "./button-session.js";
import type { ButtonState } from "./button-state.js";
import { popoverStyles } from "./popover-styles.js";
import { type PopoverAct, type PopoverModel, popoverView, sentenceOf } from "./popover-view.js";
import { loadPopoverWords, type PopoverWords } from "./words/popover-words.js";

/** A pointer that only passes by opens nothing. */
const HOVER_MS = 400;

/** The popover of one button: when it opens, and what it shows. */
export type Popover = ReturnType<typeof createPopover>;

/** Nothing of the button is bundled with its popover: the session is handed in. */
export function createPopover(session: ButtonSession) {
  const { host, page } = session;
  const { client } = page;
  let isMade = false;
  let isBusy = false;
  let sentences: PopoverWords | null = null;
  let hover: ReturnType<typeof setTimeout> | undefined;

  /** The language may have become another, or its file may come only now; what was known is better than nothing. */
  async function learn(): Promise<void> {
    sentences = (await loadPopoverWords(session.load, host.words().known?.lang ?? "en")) ?? sentences;
  }

  const model = (known: PopoverWords): PopoverModel => {
    const words = { ...known, ...host.words().said };
    return { standing: session.standing, client: client.state, backend: client.backend, words, isBusy };
  };

  /** One act at a time; what fails is shown by the button, as its news. */
  async function run(act: PopoverAct): Promise<void> {
    isBusy = true;
    host.draw();
    const isAnswer = act === "yes" || act === "no";
    await (isAnswer ? client.claim(act === "yes") : host.button[act]()).catch(() => {});
    isBusy = false;
    host.draw();
  }

  async function open(): Promise<void> {
    await learn();
    const root = host.root();
    if (!sentences || !root?.host.isConnected) return;
    if (!isMade) adopt(root);
    isMade = true;
    host.draw();
    root.querySelector<HTMLElement>("[popover]:not(:popover-open)")?.showPopover();
    if (!client.state.connected) client.prepare().catch(() => {});
  }

  learn();
  return {
    view: () => isMade && sentences && popoverView(model(sentences), run),
    /** Shows what has become of an act, and hands back the sentence that is to be said; null where its words do not come. */
    async tell(): Promise<string | null> {
      await (OPENS_AT.includes(session.standing.state) ? open() : learn());
      return sentences && sentenceOf(model(sentences));
    },
    /** An arrow down opens it, and so does a mouse that rests on a button that has something to tell. */
    near(event: Event): void {
      if (event.type === "keydown") open();
      clearTimeout(hover);
      const rests = event.type === "pointerenter" && (event as PointerEvent).pointerType === "mouse";
      if (rests && session.standing.last) hover = setTimeout(open, HOVER_MS);
    },
  };
}

const OPENS_AT: ButtonState[] = ["pending", "counted", "rejected", "error"];

function adopt(root: ShadowRoot): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(popoverStyles);
  root.adoptedStyleSheets.push(sheet);
}
