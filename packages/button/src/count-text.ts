/**
 * A count in at most four characters: `999`, `1.2k`, `12k`, `999k`, `1.2M`. Rounded down, so that it never promises a click
 * that nobody made; without `Intl`, which costs milliseconds before the first paint.
 * @example countText(1234) // "1.2k"
 */
export function countText(count: number): string {
  if (count < 1e3) return `${count}`;
  const [value, unit] = count < 1e6 ? [count / 1e3, "k"] : [count / 1e6, "M"];
  const parts = value < 10 ? 10 : 1;
  return Math.floor(value * parts) / parts + unit;
}
