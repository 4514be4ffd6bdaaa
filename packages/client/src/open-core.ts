import { click } from "./click.js";
import type { Client, ClientEvents, ClientOptions, ClientState, Thing } from "./client.js";
import { createCounts } from "./counts.js";
import type { Desk } from "./desk.js";
import { type DeviceStore, openDeviceStore, type SavedClicks } from "./device-store.js";
import { createEvents, type Events } from "./events.js";
import type { More } from "./more.js";
import { request } from "./request.js";
import { type RivuletCode, RivuletError } from "./rivulet-error.js";
import { queriesFor } from "./url-queries.js";
import { createUuids } from "./uuid-v7.js";

/** A site token and the opaque name of the donor who gave it; `sub` is "-" for one that the embedder handed in. */
export type Token = { token: string; sub: string };

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
    /** The token's key. */
    readonly tokenKey: string;
    /** The token that holds now, read anew each time since another tab may have changed it. */
    token(): Token | null;
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
 * Opens a client: counts, clicks that are saved first and sent second, state and events are its own; `members` are the
 * on-demand part's, which is here already (`more`) or is brought at the first need, and again after it could not be.
 */
export function openCore(
  options: ClientOptions,
  members: readonly string[],
  more?: More,
  loadMore?: () => Promise<More>,
): Core {
  const backend = options.backend.replace(/\/+$/, "");
  const prefix = `rivulet:${backend}:`;
  const tokenKey = `${prefix}token`;
  const clock = options.clock ?? Date.now;
  const closing = new AbortController();
  const nextId = createUuids(clock);

  /**
   * Runs in this very turn where the part is here already, so that a window can open within the press. What is thrown
   * there and is not ours is what a place lacks: a page, a secure context.
   */
  async function use(name: keyof More, ...values: unknown[]): Promise<never> {
    try {
      more ??= (await loadMore?.()) as More;
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

  const core = Object.assign(openDeviceStore(options.storage, `${prefix}click:`, clock), {
    ...createEvents<ClientEvents>(),
    backend,
    prefix,
    tokenKey,
    token: () => core.read(tokenKey),
    clock,
    site: options.site ?? globalThis.location?.origin,
    fetch: options.fetch,
    made: new Set(),
    closed: closing.signal,
    failures: 0,
    state: { connected: false, offline: false, waiting: 0, unclaimed: 0, kept: true },
    queriesFor,
    request,
    fail: (code: RivuletCode) => new RivuletError(code),
    changed: (news?: Partial<ClientState>) => change(core, news),
    click: async (thing: Thing) => click(core, thing, nextId(), () => use("claim")),
    close() {
      closing.abort();
      clearTimeout(core.timer);
    },
  }) as Core;
  for (const name of members)
    (core as Record<string, unknown>)[name] = (...values: unknown[]) => use(name as keyof More, ...values);
  core.counts = createCounts(core);
  // One that somebody connected with is newer.
  if (options.token && !core.token())
    core.memory.set(tokenKey, JSON.stringify({ token: options.token, sub: "-" }));
  core.changed();
  wake();
  for (const event of ["storage", "pageshow", "online"]) {
    globalThis.addEventListener?.(event, wake, { signal: core.closed });
  }
  return core;
}

/** The state is one object until it becomes another, so that whoever watches it can compare. */
function change(core: Core, news?: Partial<ClientState>): void {
  const state = { ...core.state, waiting: core.waiting().length, kept: core.kept, ...news };
  if (JSON.stringify(state) === JSON.stringify(core.state)) return;
  core.state = state;
  core.emit("change", state);
}
