/** The path of an address behind a base. @example pathUnder("https://a.example/give", "https://a.example/give/v1/me?url=b") // "/v1/me" */
export function pathUnder(base: string, address: string): string {
  return new URL(address).pathname.slice(new URL(base).pathname.replace(/\/$/, "").length);
}
