import { quietly } from "./device-store.js";

/** Who listens to what. */
export type Events<Details> = {
  on<E extends keyof Details>(event: E, listener: (detail: Details[E]) => void): () => void;
  emit<E extends keyof Details>(event: E, detail: Details[E]): void;
};

/**
 * A listener that throws is passed over in silence: the client goes on, the other listeners are called, and nothing
 * of ours throws into the page.
 */
export function createEvents<Details>(): Events<Details> {
  const listeners = new Set<[event: keyof Details, hear: (detail: never) => void]>();
  return {
    on(...listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    emit(event, detail) {
      for (const [heard, hear] of [...listeners]) if (heard === event) quietly(() => hear(detail as never));
    },
  };
}
