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
  button: Element & {
    nocount: boolean;
    undo(): Promise<void>;
    connect(): Promise<void>;
    disconnect(): Promise<void>;
  };
  root(): ShadowRoot | null;
  /** The words in the line of our own file, all of them with the page's own, and the one that is shown. */
  words(): { known: LineWords | undefined; said: object; word: string };
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
    this.standing = { ...this.standing, ...known };
    this.host.update();
  }

  look(): void {
    const { client } = this.page;
    this.know(afterWaiting(this.standing, this.thing, client.state.waiting ? client.waiting() : []));
  }

  hear(event: HeardEvent, detail: HeardDetail, isOwn: boolean): void {
    this.know(afterEvent(this.standing, event, detail, isOwn));
    if (!isOwn) return;
    this.host.fire(event, detail);
    if (this.page.pressed === this) this.#tell().catch(() => {});
  }

  /** Saves and sends one click. */
  async click(): Promise<void> {
    this.know({ state: "sending", error: null, news: null });
    this.status = "";
    this.approach();
    await this.act((client) => client.click(this.thing));
  }

  /** Runs at once, within the press; what fails is shown here, and is the caller's too. */
  async act(run: (client: Client) => unknown): Promise<void> {
    this.page.pressed = this;
    try {
      await run(this.page.client);
    } catch (error) {
      this.hear("error", error as RivuletError, true);
      throw error;
    }
  }

  /** A person comes near, or goes: a pointer, the focus, an arrow down. */
  async near(event: Event): Promise<void> {
    if (event.type === "focus") this.status ??= "";
    this.host.update();
    (await this.approach())?.near(event);
  }

  /** Loads the popover, once; null where it cannot be loaded now. */
  async approach(): Promise<Popover | null> {
    const part = await loadFile("more").catch(() => null);
    if (part) this.popover ??= part.createPopover(this);
    return this.popover;
  }

  /** An act of this person has an outcome: it is shown, and said once, in a whole sentence where the words can be loaded. */
  async #tell(): Promise<void> {
    this.status = "";
    const popover = await this.approach();
    this.status = (await popover?.tell()) ?? this.host.words().word;
    this.host.update();
  }
}
