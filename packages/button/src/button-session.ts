import type { Client, RivuletError, Thing } from "@rivulet/client";
import {
  AT_REST,
  afterEvent,
  afterWaiting,
  type HeardDetail,
  type HeardEvent,
  type Standing,
} from "./button-state.js";
import { loadFile } from "./files.js";
import { type Member, type PageClient, pageClient } from "./page-client.js";
import type { Popover } from "./popover.js";
import type { LineWords } from "./words/line-words.js";

/** What a session needs of its element, and hands to its popover. */
export type SessionHost = {
  button: HTMLElement & { nocount: boolean; via: string };
  root(): ShadowRoot | null;
  /** The words in the line of our own file, all of them with the page's own, their language, and the one that is shown. */
  words(): { lang: string; known: LineWords | undefined; said: object; word: string };
  /** Draws at once, so that what was just asked for can be opened. */
  draw(): void;
  /** Something that is shown has changed. */
  update(): void;
  /** What has happened by this person's act here becomes an event. */
  fire(event: HeardEvent, detail: HeardDetail): void;
};

/** One element's dealings with its page's client about one thing. */
export class ButtonSession implements Member {
  thing: Thing;
  asked = false;
  standing: Standing = AT_REST;
  popover: Popover | null = null;
  /** Acts of the person at this button that have no outcome yet. */
  acts = 0;
  /** What the live region says; it is made at the first focus or press, so that it exists before it speaks. */
  status: string | null = null;
  readonly page: PageClient;
  readonly host: SessionHost;
  /** For the popover, which shares no code with the button. */
  readonly load = loadFile;

  constructor(host: SessionHost, thing: Thing, backend: string) {
    const page = pageClient(backend);
    this.host = host;
    this.thing = thing;
    this.page = page;
    page.members.add(this);
    this.look();
    page.near.observe(host.button);
  }

  get wantsCount(): boolean {
    return !this.host.button.nocount;
  }

  leave(): void {
    this.page.members.delete(this);
  }

  know(known: Partial<Standing>): void {
    const { client } = this.page;
    const clicks = client.state.waiting ? client.waiting() : [];
    this.standing = afterWaiting({ ...this.standing, ...known }, this.thing, clicks);
    this.host.update();
  }

  look(): void {
    this.know({});
  }

  /** What follows from an act here is said; what the network does meanwhile (`error`) only becomes an event. */
  hear(event: HeardEvent, detail: HeardDetail, isOwn: boolean): void {
    this.know(afterEvent(this.standing, event, detail, isOwn));
    if (!isOwn) return;
    this.host.fire(event, detail);
    if (event !== "error" && this.page.pressed === this) this.tell();
  }

  /** Saves and sends one click. */
  async click(): Promise<void> {
    this.know({ state: "sending", error: null, news: null });
    this.status = "";
    this.approach();
    await this.act((client) => client.click(this.thing));
  }

  /** Takes the last own click back, where one is known. */
  async undo(): Promise<void> {
    const { last } = this.standing;
    if (last) await this.act((client) => client.undo(last));
  }

  /** The backend's window speaks the language of the button. */
  async connect(scope: "click" | "click subscribe" = "click"): Promise<void> {
    const { button, words } = this.host;
    const via = button.via as "popup" | "redirect";
    await this.act((client) => client.connect({ via, scope, lang: words().lang }));
  }

  /** Runs at once, within the press; what fails is shown here, and is the caller's too. */
  async act<T>(run: (client: Client) => Promise<T>): Promise<T> {
    this.page.pressed = this;
    this.acts++;
    this.look();
    try {
      return await run(this.page.client);
    } catch (error) {
      const { code } = error as RivuletError;
      if (this.standing.state === "sending") this.know({ state: "error" });
      this.know({ error: error as RivuletError, news: code });
      this.host.fire("error", { code });
      this.tell();
      throw error;
    } finally {
      this.acts--;
      this.look();
    }
  }

  /** A person comes near: a pointer, the focus. */
  near({ type }: Event): void {
    if (type === "focus") this.status ??= "";
    this.look();
    this.approach();
  }

  /** The count was pressed. Where the popover cannot be had, the donor's page has most of what stands in it. */
  async open(): Promise<void> {
    const popover = await this.approach();
    if (!(await popover?.toggle())) open(`${this.page.client.backend}/me`, "", "noopener");
  }

  /** Loads the popover, once; null where it cannot be loaded now. */
  async approach(): Promise<Popover | null> {
    const part = await loadFile("more").catch(() => null);
    if (part) this.popover ??= part.createPopover(this);
    return this.popover;
  }

  /** An act of this person has an outcome: it is shown, and said once, in a whole sentence where the words can be loaded. */
  async tell(): Promise<void> {
    this.status = "";
    const isAwaited = this.acts > 0;
    const popover = await this.approach();
    this.status = (await popover?.tell(isAwaited).catch(() => null)) || this.host.words().word;
    this.look();
  }
}
