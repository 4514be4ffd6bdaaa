import { type Period, periodOf, periodStartMs } from "@rivulet/protocol";

/** The period so many months after another; before it where the number is negative. @example periodAfter("2026-11", 2) // "2027-01" */
export function periodAfter(period: Period, months = 1): Period {
  const start = new Date(periodStartMs(period));
  return periodOf(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months, 1));
}
