/** A calendar month in UTC, written `2026-11`. */
export type Period = `${number}-${number}`;

/** @example isPeriod("2026-13") // false */
export function isPeriod(text: string): text is Period {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
}

/** The period of an instant (milliseconds since 1970). @example periodOf(Date.UTC(2026, 10, 24)) // "2026-11" */
export function periodOf(atMs: number): Period {
  return new Date(atMs).toISOString().slice(0, 7) as Period;
}

/** The first millisecond of a period. */
export function periodStartMs(period: Period): number {
  return Date.parse(`${period}-01T00:00:00.000Z`);
}

/** The first millisecond after a period. */
export function periodEndMs(period: Period): number {
  const start = new Date(periodStartMs(period));
  return Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 1);
}
