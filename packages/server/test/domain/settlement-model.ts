/**
 * A second telling of money.md, "Settlement", that shares no line with the code: plain arrays, no SQL, every share handed out
 * one click after the other. Amounts are micros.
 */
export type ModelClick = {
  id: string;
  donor: string;
  publisher: string;
  receivedAt: number;
  undone: boolean;
};
export type ModelDonor = { name: string; balance: bigint; budgets: { fromAt: number; amount: bigint }[] };
export type Model = {
  donors: ModelDonor[];
  clicks: ModelClick[];
  /** Pairs of donor and publisher that are one person. */
  own: [donor: string, publisher: string][];
  minimum: bigint;
  feeBasisPoints: number;
  periodEnd: number;
};
export type ModelResult = {
  shares: Map<string, bigint>;
  given: Map<string, bigint>;
  gross: Map<string, bigint>;
  fee: Map<string, bigint>;
};

export function settleModel(model: Model): ModelResult {
  const shares = new Map<string, bigint>();
  const given = new Map<string, bigint>();
  const gross = new Map<string, bigint>();
  for (const donor of model.donors) {
    const clicks = model.clicks
      .filter((click) => click.donor === donor.name && !click.undone && !isOwn(model, click))
      .toSorted((a, b) => a.receivedAt - b.receivedAt || (a.id < b.id ? -1 : 1));
    let purse = giftOf(model, donor, clicks.length);
    given.set(donor.name, purse);
    for (const [n, click] of clicks.entries()) {
      const heads = BigInt(clicks.length - n);
      // Whoever comes first takes the larger part of what does not divide.
      const share = (purse + heads - 1n) / heads;
      purse -= share;
      shares.set(click.id, share);
      gross.set(click.publisher, (gross.get(click.publisher) ?? 0n) + share);
    }
  }
  for (const [publisher, amount] of gross) if (amount === 0n) gross.delete(publisher);
  const fee = new Map([...gross].map(([name, amount]) => [name, feeByHand(amount, model.feeBasisPoints)]));
  return { shares, given, gross, fee };
}

function isOwn(model: Model, click: ModelClick): boolean {
  return model.own.some(([donor, publisher]) => donor === click.donor && publisher === click.publisher);
}

function giftOf(model: Model, donor: ModelDonor, clicks: number): bigint {
  const inForce = donor.budgets.filter(({ fromAt }) => fromAt < model.periodEnd).at(-1)?.amount ?? 0n;
  if (clicks === 0) return 0n;
  if (donor.balance >= inForce) return inForce;
  return donor.balance >= model.minimum && donor.balance > 0n ? donor.balance : 0n;
}

/** Long division on decimal digits, as on paper. */
function feeByHand(amount: bigint, basisPoints: number): bigint {
  const digits = (amount * BigInt(basisPoints)).toString();
  return digits.length <= 4 ? 0n : BigInt(digits.slice(0, -4));
}
