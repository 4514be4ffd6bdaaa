/**
 * Makes ids of version 7 (RFC 9562 section 5.7): each later than the one before, also within a millisecond and when
 * the clock is set back, so that the server can append them in order.
 * @example const nextId = createUuids(Date.now); nextId() // "019ac0de-7b1c-7f3a-9d52-0c8e4b7a1f60"
 */
export function createUuids(clock: () => number): () => string {
  let lastMs = 0;
  return () => {
    lastMs = Math.max(lastMs + 1, Math.floor(clock()));
    const time = lastMs.toString(16).padStart(12, "0").replace(/.{8}/, "$&-");
    // All after the version's digit is the same in version 4: the variant, and random bits.
    return `${time}-7${crypto.randomUUID().slice(15)}`;
  };
}
