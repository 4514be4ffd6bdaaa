/** The raw query of an address, without its question mark; its length and bytes are as they were sent. */
export function queryOf(address: string): string {
  const mark = address.indexOf("?");
  return mark === -1 ? "" : address.slice(mark + 1);
}
