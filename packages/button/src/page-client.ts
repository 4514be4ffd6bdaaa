import type { Client, MineOf, Thing } from "@rivulet/client";
import { createCore } from "@rivulet/client/core";
import { type HeardDetail, type HeardEvent, isSame } from "./button-state.js";
import { loadFile } from "./files.js";

/** One button, as its page's client sees it. */
export type Member = {
  thing: Thing;
  wantsCount: boolean;
  /** Its count was asked for. */
  asked: boolean;
  hear(event: HeardEvent, detail: HeardDetail, isOwn: boolean): void;
  /** Takes what was asked for: the count, or the donor's own clicks. */
  know(
    known:
      | { count: number | null }
      | { mine: number; last: string | null; subscription: MineOf["subscription"] },
  ): void;
  /** State has changed, of clicks that wait or of the connection. */
  look(): void;
};

/** One client for all buttons of a page that name the same backend. */
export type PageClient = {
  readonly client: Client;
  readonly members: Set<Member>;
  /** The button that was pressed last; what happens to the connection is its event. */
  pressed: Member | null;
  /** Watches for buttons that come near to being seen. */
  readonly near: IntersectionObserver;
};

const EVENTS: HeardEvent[] = [
  "pending",
  "counted",
  "rejected",
  "undone",
  "connected",
  "disconnected",
  "error",
];

const pages = new Map<string, PageClient>();

/** The page's client of a backend, made at the first need. */
export function pageClient(backend: string): PageClient {
  const known = pages.get(backend);
  if (known) return known;
  const client = createCore({ backend, loadMore: async () => (await loadFile("more")).more });
  const near = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      // One request asks for all that are there; who comes later is watched anew.
      near.disconnect();
      ask(page, false);
    },
    { rootMargin: "300px" },
  );
  const page: PageClient = { client, members: new Set(), pressed: null, near };
  pages.set(backend, page);
  client.on("change", () => {
    for (const member of page.members) member.look();
  });
  for (const event of EVENTS) client.on(event, (detail: object) => tell(page, event, detail));
  addEventListener("pageshow", ({ persisted }) => persisted && ask(page, true));
  client.handleRedirect().catch(() => {});
  return page;
}

/** Tells every button; that of the click, or for the connection the one pressed last, is told that it is its own. */
function tell(page: PageClient, event: HeardEvent, detail: HeardDetail): void {
  const { thing } = detail;
  const concerned = [...page.members].filter((member) => !thing || isSame(member.thing, thing));
  const owner = concerned.find((member) => member === page.pressed) ?? (thing && concerned[0]);
  for (const member of page.members) {
    if (!thing || member.thing.url === thing.url) member.hear(event, detail, member === owner);
  }
  // What was known of counts and own clicks may have changed.
  if (event === "undone" || event === "connected") ask(page, true);
}

/**
 * Asks for the counts of all buttons that have none yet, or of all others again, in one request, and for the donor's own
 * clicks. It is one for the whole document, so it waits until that is read. Where there is no answer the buttons do not know.
 */
async function ask(page: PageClient, isAgain: boolean): Promise<void> {
  if (document.readyState === "loading") return void requestAnimationFrame(() => ask(page, isAgain));
  const { client, members } = page;
  const asked = [...members].filter((member) => member.asked === isAgain);
  const counted = asked.filter((member) => member.wantsCount);
  for (const member of asked) member.asked = true;
  client.counts(counted.map(urlOf)).then((counts) => {
    for (const member of counted) member.know({ count: counts[urlOf(member)] ?? null });
  });
  if (!client.state.connected) return;
  const me = await client.me(asked.map(urlOf)).catch(() => null);
  for (const member of me ? asked : []) {
    const { clicks = 0, last = null, subscription = null } = me?.mine[urlOf(member)] ?? {};
    member.know({ mine: clicks, last, subscription });
  }
}

const urlOf = (member: Member) => member.thing.url;
