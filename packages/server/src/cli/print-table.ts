/** A table of texts: its heads, and rows of as many cells. Columns that hold amounts or numbers stand to the right. */
export type Table = { heads: string[]; rows: string[][] };

const NUMBER = /^-?\d[\d.]*$/;

/** Writes a table for a terminal. */
export function formatTable({ heads, rows }: Table): string {
  const widths = heads.map((head, n) => Math.max(head.length, ...rows.map((row) => (row[n] ?? "").length)));
  const isRight = heads.map((_, n) => rows.length > 0 && rows.every((row) => NUMBER.test(row[n] ?? "")));
  return [heads, ...rows]
    .map((row) =>
      row
        .map((cell, n) => pad(cell, widths[n] ?? 0, isRight[n] === true))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function pad(cell: string, width: number, right: boolean): string {
  return right ? cell.padStart(width) : cell.padEnd(width);
}

/** Writes a table as CSV (RFC 4180). */
export function formatCsv({ heads, rows }: Table): string {
  return [heads, ...rows].map((row) => row.map(quote).join(",")).join("\r\n");
}

function quote(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
