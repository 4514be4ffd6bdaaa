/** What the rule looks at. Amounts are micros; `live` is the number of clicks that are neither undone nor void. */
export type Giving = { balance: bigint; budget: bigint; minimum: bigint; live: number };

/**
 * What a donor gives for a period: the budget, or the balance where it holds less. Below the smaller of minimum and budget the
 * clicks expire unpaid, and without a live click nothing is taken (money.md, "Settlement").
 * @example givenOf({ balance: 3_000_000n, budget: 5_000_000n, minimum: 2_000_000n, live: 1 }) // 3000000n
 */
export function givenOf({ balance, budget, minimum, live }: Giving): bigint {
  if (live === 0) return 0n;
  const affordable = balance < budget ? balance : budget;
  const least = minimum < budget ? minimum : budget;
  return affordable < least ? 0n : affordable;
}

/** Whether a balance covers a budget; without a budget there is nothing to cover. */
export function isCovered(budget: bigint | null, balance: bigint): boolean {
  return budget !== null && balance >= budget;
}
