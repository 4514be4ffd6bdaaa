const WRITTEN_ONCE = [
  "accounts",
  "transfers",
  "entries",
  "budgets",
  "pay_ins",
  "clicks",
  "undone",
  "fee_rates",
  "terms",
  "closings",
  "donor_settlements",
  "publisher_settlements",
  "settlements",
];

/** Money rows are neither changed nor deleted; a mistake is corrected by another row. */
export const WRITE_ONCE_DDL = WRITTEN_ONCE.map(writtenOnce).join("");

/** The triggers by which the rows of a table are neither changed nor deleted. */
export function writtenOnce(table: string): string {
  return guard(table, "update") + guard(table, "delete");
}

function guard(table: string, verb: string): string {
  return `create trigger ${table}_no_${verb} before ${verb} on ${table}
begin select raise(abort, 'rule: rows of ${table} are written once'); end
;
`;
}
