import { click } from "./click.js";
import type { Client, ClientEvents, ClientOptions, ClientState } from "./client.js";
import { createCounts } from "./counts.js";
import type { Desk } from "./desk.js";
import { type DeviceStore, openDeviceStore, type SavedClicks } from "./device-store.js";
import { createEvents, type Events } from "./events.js";
import type { More } from "./more.js";
import { request } from "./request.js";
import { type RivuletCode, RivuletError } from "./rivulet-error.js";
import { queriesFor } from "./url-queries.js";
import { createUuids } from "./uuid-v7.js";

/** What the on-demand part does in whole. */
const LOADED = ["undo", "prepare", "connect", "disconnect", "me", "claim"] as const;

export type CoreOptions = ClientOptions & {
  /** The on-demand part where it is here already. */
  more?: More;
  /**
   * Brings the part that is loaded on demand; called at the first need, and again after it failed.
   * @example loadMore: () => import(`${base}more.js`).then((module) => module.more)
   */
  loadMore?: () => Promise<More>;
};

/**
 * The client, and what it hands to its on-demand part, so that the two bundles share no code. It is one object: users see
 * of it what `Client` names.
 */
export type Core = Omit<Client, "state" | "waiting" | "counts"> &
  Events<ClientEvents> &
  DeviceStore &
  SavedClicks & {
    state: ClientState;
    counts: Client["counts"];
    /** The page's origin, or the one that was given. */
    readonly site: string | undefined;
    readonly fetch: typeof globalThis.fetch | undefined;
    /** Begins each of this base's keys. */
    readonly prefix: string;
    /** This client's clicks, those taken back or refused apart. */
    readonly made: Set<string>;
    /** Aborted when the client is closed: timers and listeners end then. */
    readonly closed: AbortSignal;
    /** Failed passes in a row. */
    failures: number;
    /** Begins the next attempt to send. */
    timer?: ReturnType<typeof setTimeout>;
    readonly request: typeof request;
    readonly queriesFor: typeof queriesFor;
    clock(): number;
    fail(code: RivuletCode): RivuletError;
    /** Tells when the state has become another. */
    changed(news?: Partial<ClientState>): void;
  };

/**
 * The client without its on-demand part: counts, clicks that are saved first and sent second, state and events.
 * @example const client = createCore({ backend: "https://give.example", loadMore: async () => more });
 */
export function createCore(options: CoreOptions): Client {
  const backend = options.backend.replace(/\/+$/, "");
  const prefix = `rivulet:${backend}:`;
  const tokenKey = `${prefix}token`;
  const clock = options.clock ?? Date.now;
  const closing = new AbortController();
  const nextId = createUuids(clock);
  let { more } = options;

  /**
   * Runs in this very turn where the part is here already, so that a window can open within the press. What is thrown
   * there and is not ours is what a place lacks: a page, a secure context.
   */
  async function use(name: keyof More, ...values: unknown[]): Promise<never> {
    try {
      more ??= (await options.loadMore?.()) as More;
      more.look(core as Desk);
      return await (more[name] as (core: Core, ...values: unknown[]) => never)(core, ...values);
    } catch (error) {
      throw (error as Error).name === "RivuletError" ? error : core.fail(more ? "not-connected" : "offline");
    }
  }

  /** Something is on this device, or was: whoever else wrote there, the part that is loaded on demand tells of it. */
  function wake(event?: Event): void {
    if (more || core.keys(prefix)[0]) use("wake", event).catch(() => {});
  }

  const core = {
    ...openDeviceStore(options.storage, `${prefix}click:`, clock),
    ...createEvents<ClientEvents>(),
    backend,
    prefix,
    clock,
    site: options.site ?? globalThis.location?.origin,
    fetch: options.fetch,
    made: new Set(),
    closed: closing.signal,
    failures: 0,
    state: { connected: false, offline: false, waiting: 0, unclaimed: 0, kept: true },
    queriesFor,
    request,
    fail: (code) => new RivuletError(code),
    changed: (news) => change(core, news),
    click: async (thing) => click(core, thing, nextId(), () => use("claim")),
    handleRedirect: async () =>
      /[?&]state=rivulet\./.test(globalThis.location?.search) && use("handleRedirect"),
    close() {
      closing.abort();
      clearTimeout(core.timer);
    },
  } as Core;
  for (const name of LOADED)
    (core as Record<string, unknown>)[name] = (...values: unknown[]) => use(name, ...values);
  core.counts = createCounts(core);
  // One that somebody connected with is newer.
  if (options.token && !core.read(tokenKey))
    core.memory.set(tokenKey, JSON.stringify({ token: options.token, sub: "" }));
  core.changed();
  wake();
  for (const event of ["storage", "pageshow", "online"]) {
    globalThis.addEventListener?.(event, wake, { signal: core.closed });
  }
  return core;
}

/** The state is one object until it becomes another, so that whoever watches it can compare. */
function change(core: Core, news?: Partial<ClientState>): void {
  const state = { ...core.state, waiting: core.waiting().length, kept: core.kept(), ...news };
  if (JSON.stringify(state) === JSON.stringify(core.state)) return;
  core.state = state;
  core.emit("change", state);
}
