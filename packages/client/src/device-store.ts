import type { ClickSaved, Storage } from "./client.js";
import { REMEMBERED_MS } from "./limits.js";
import type { SavedClick } from "./saved-click.js";

/** JSON values under keys; what the device's storage refuses lives in memory as long as the page. */
export type DeviceStore = {
  /** The value; null where there is none, or where it cannot be read. It may have been written by anybody. */
  read<T>(key: string): T | null;
  /** Writes the value; without one, removes what is there. */
  write(key: string, value?: object): void;
  /** What stands before whatever the storage holds, as JSON. */
  readonly memory: Map<string, string>;
  quietly: typeof quietly;
  /** All keys that begin so, sorted. */
  keys(start: string): string[];
  /** False once anything was not written to the storage. */
  kept: boolean;
};

export type ClickWaiting = SavedClick & ClickSaved;

export type SavedClicks = {
  saved(id: string): SavedClick | null;
  /** Saves a click; without one, forgets what was saved. */
  save(id: string, click?: SavedClick): void;
  /** All clicks on this device in the order in which they were made. */
  clicks(): SavedClick[];
  /** Those that have no answer yet and are not being taken back. */
  waiting(): ClickWaiting[];
};

/**
 * Opens `localStorage` unless another storage, or none (`null`), is given. A storage that is not there, that is blocked
 * (SecurityError) or full (QuotaExceededError) throws, and is passed over. Keys of clicks begin with `start`; what cannot
 * be read is no click.
 */
export function openDeviceStore(
  given: Storage | null | undefined,
  start: string,
  clock: () => number,
): DeviceStore & SavedClicks {
  const memory = new Map<string, string>();
  const area = (given === undefined ? quietly(() => localStorage) : given) as Storage;
  const store: DeviceStore & SavedClicks = {
    read: (key) => quietly(() => JSON.parse(memory.get(key) ?? (area.getItem(key) as string))),
    write(key, value) {
      const text = JSON.stringify(value);
      memory.delete(key);
      try {
        text ? area.setItem(key, text) : area.removeItem(key);
      } catch {
        store.kept = false;
        memory.set(key, text ?? "null");
      }
    },
    memory,
    keys(begin) {
      const stored = quietly(() => Array.from(area, (_, index) => area.key(index) as string)) ?? [];
      return [...new Set([...memory.keys(), ...stored])].filter((key) => key.startsWith(begin)).sort();
    },
    kept: !!area,
    quietly,
    saved: (id) => store.read(start + id),
    save: (id, click) => store.write(start + id, click),
    clicks: () =>
      store.keys(start).flatMap((key) => {
        const click = store.read<SavedClick>(key);
        const isOld = !click?.undo && Math.abs((click?.atMs as number) - clock()) >= REMEMBERED_MS;
        if (isOld) store.write(key);
        return click && start + click.id === key && !isOld ? click : [];
      }),
    waiting: () => store.clicks().filter((click): click is ClickWaiting => !!click.clickedAt),
  };
  return store;
}

/** What the act gives; null where it throws. */
export function quietly<T>(act: () => T): T | null {
  try {
    return act();
  } catch {
    return null;
  }
}
