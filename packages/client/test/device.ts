import type { Storage } from "../src/client.js";

/** A device's storage, as several tabs share it: a write is told to the window, as the other tabs' windows are told. */
export function createDevice(entries: Record<string, string> = {}) {
  const texts = new Map(Object.entries(entries));
  let full = false;
  const tell = (key: string) =>
    queueMicrotask(() => {
      const event = Object.assign(new Event("storage"), { key });
      if ("dispatchEvent" in globalThis) globalThis.dispatchEvent(event);
    });
  const storage: Storage = {
    get length() {
      return texts.size;
    },
    key: (index) => [...texts.keys()][index] ?? null,
    getItem: (key) => texts.get(key) ?? null,
    setItem(key, text) {
      if (full) throw new DOMException("full", "QuotaExceededError");
      texts.set(key, text);
      tell(key);
    },
    removeItem(key) {
      texts.delete(key);
      tell(key);
    },
  };
  return {
    storage,
    texts,
    fill() {
      full = true;
    },
    /** The clicks that have no answer yet. */
    left: () => [...texts].filter(([key, text]) => key.includes(":click:") && !JSON.parse(text).status),
    keys: (word: string) => [...texts.keys()].filter((key) => key.includes(word)),
  };
}
