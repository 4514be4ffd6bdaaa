/** A date and time of RFC 3339 section 5.6: `T` and `Z` in either case, an offset with its colon, any fraction. */
export const RFC_3339 =
  /^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))[Tt]((?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60))(?:\.(\d+))?(?:[Zz]|([+-])([01]\d|2[0-3]):([0-5]\d))$/;

/**
 * Reads an RFC 3339 timestamp as milliseconds since 1970, or null when it is none: no offset, a blank for the `T`,
 * 30 February. Digits below a millisecond are cut; a leap second is read as the second before it.
 * @example parseTimestamp("2026-11-23T21:18:31+01:00") // Date.UTC(2026, 10, 23, 20, 18, 31)
 */
export function parseTimestamp(text: string): number | null {
  const match = RFC_3339.exec(text);
  if (!match) return null;
  const [, date = "", time = "", fraction = "", sign, hours, minutes] = match;
  const second = time.replace(/60$/, "59");
  const local = Date.parse(`${date}T${second}.${fraction.slice(0, 3).padEnd(3, "0")}Z`);
  // Date.parse carries 30 February over into March; a calendar does not.
  if (Number.isNaN(local) || new Date(local).toISOString().slice(0, 10) !== date) return null;
  if (!sign) return local;
  const offsetMs = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return sign === "+" ? local - offsetMs : local + offsetMs;
}
