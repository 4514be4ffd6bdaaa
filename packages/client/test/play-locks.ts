/** Web Locks as far as the client uses them: one holder of a name at a time, the others in the order they came. */
export function playLocks() {
  const tails = new Map<string, Promise<unknown>>();
  return {
    request<T>(name: string, task: () => Promise<T>): Promise<T> {
      const turn = (tails.get(name) ?? Promise.resolve()).then(task);
      tails.set(
        name,
        turn.catch(() => {}),
      );
      return turn;
    },
  };
}
