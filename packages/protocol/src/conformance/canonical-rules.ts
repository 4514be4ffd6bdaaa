import { askCounts, countedClick, countIn, plainClick } from "./ask-clicks.js";
import { check } from "./check-answer.js";
import type { Probe } from "./probe.js";
import { CannotSee, type Rule, seen } from "./rule.js";
import { readVectors } from "./vectors.js";

/** An address, and whether it should be the clicked one's. */
type Variant = readonly [address: string, same: boolean];

/** Addresses are the same thing's if the count of the clicked one shows under them, too. */
async function checkVariants(probe: Probe, clicked: string, variants: readonly Variant[]): Promise<void> {
  const exchange = await askCounts(probe, [clicked, ...variants.map(([address]) => address)]);
  const count = countIn(exchange, clicked);
  if (typeof count !== "number" || count < 1) {
    throw new CannotSee("needs a count that shows a click (see counts-after-click)");
  }
  for (const [address, same] of variants) {
    const sentence = `${address} should be ${same ? "counted as" : "another address than"} ${clicked}.`;
    check(countIn(exchange, address) === (same ? count : 0), exchange, sentence);
  }
}

/** A rule on variants of the plain page; each variant is made from its address. */
function variants(id: string, title: string, same: boolean, make: (url: string) => string[]): Rule {
  return seen(id, title, async (probe) => {
    const { url } = (await plainClick(probe)).click;
    await checkVariants(
      probe,
      url,
      make(url).map((address) => [address, same]),
    );
  });
}

const QUERY = "?b=2&a=1&a=0&c=%7e+;";

async function checkOrder(probe: Probe): Promise<void> {
  const { click } = await countedClick(probe, "query", () => ({ url: probe.freshUrl() + QUERY }));
  const bare = click.url.slice(0, -QUERY.length);
  const others = [
    "?a=1&b=2&a=0&c=%7e+;",
    "?b=2&a=0&a=1&c=%7e+;",
    "?b=2&a=1&a=0&c=~+;",
    "?b=2&a=1&a=0&c=%7e%20;",
    "",
  ];
  await checkVariants(probe, click.url, [
    [`${bare}?b=2&utm_term=x&a=1&a=0&c=%7e+;`, true],
    ...others.map((query) => [bare + query, false] as const),
  ]);
}

async function checkDefaultPort(probe: Probe): Promise<void> {
  const { url } = (await plainClick(probe)).click;
  const { protocol, host, port, pathname } = new URL(url);
  if (port !== "") throw new CannotSee("needs a site at its scheme's default port");
  await checkVariants(probe, url, [
    [`${protocol}//${host}:${protocol === "https:" ? 443 : 80}${pathname}`, true],
    [`${protocol}//${host}:4443${pathname}`, false],
  ]);
}

async function checkHttpOnly(probe: Probe): Promise<void> {
  const refused = [
    "javascript:alert(1)",
    "data:text/html,a",
    "ftp://blog.example/",
    "mailto:a@blog.example",
    "/post",
  ];
  const exchange = await askCounts(probe, refused);
  for (const url of refused) check(countIn(exchange, url) === null, exchange, `${url} should have null.`);
}

const VECTOR_PAGE = "https://blog.example/post";

/** Vectors of the one page are asked as variants of a page that was clicked, so that what becomes of them shows. */
async function checkVectors(probe: Probe): Promise<void> {
  const vectors = readVectors().filter(({ base }) => base === undefined);
  const some = await askCounts(
    probe,
    vectors.map((vector) => vector.in),
  );
  for (const vector of vectors) {
    const readable = countIn(some, vector.in) !== null;
    check(
      readable === (vector.out !== null),
      some,
      `${JSON.stringify(vector.in)} should have ${vector.out ?? "null"}.`,
    );
  }
  const { url } = (await plainClick(probe)).click;
  const moved = vectors.filter((vector) => vector.in.startsWith(VECTOR_PAGE));
  await checkVariants(
    probe,
    url,
    moved.map((vector) => [vector.in.replace(VECTOR_PAGE, url), vector.out === VECTOR_PAGE]),
  );
}

const otherScheme = (url: string) => url.replace(/^https?/, url.startsWith("https:") ? "http" : "https");

export const CANONICAL_RULES: readonly Rule[] = [
  seen("canonical-http-only", "only http and https have a canonical URL", checkHttpOnly),
  variants("canonical-schemes-differ", "http and https are two addresses", false, (url) => [
    otherScheme(url),
  ]),
  variants("canonical-no-user", "user name and password go", true, (url) => [
    url.replace("://", "://reader:secret@"),
    url.replace("://", "://reader@"),
  ]),
  variants("canonical-no-fragment", "the fragment goes", true, (url) => [`${url}#top`, `${url}#`]),
  seen("canonical-default-port", "the scheme's default port goes", checkDefaultPort),
  variants("canonical-no-tracking", "tracking parameters go", true, (url) => [
    `${url}?utm_source=a&utm_anything=b`,
    `${url}?fbclid=a&gclid=b&mc_cid=c&mc_eid=d&ref_src=e`,
  ]),
  variants("canonical-name-decoded", "an encoded name is compared decoded", true, (url) => [
    `${url}?utm%5Fsource=a`,
    `${url}?%66bclid=a`,
  ]),
  variants("canonical-name-case", "names are compared with their case", false, (url) => [
    `${url}?UTM_source=a`,
    `${url}?FBCLID=a`,
  ]),
  seen("canonical-order", "all other bytes of the query stay, in order", checkOrder),
  variants("canonical-empty-query", "an empty query loses its question mark", true, (url) => [
    `${url}?`,
    `${url}?utm_source=a&`,
  ]),
  seen("canonical-vectors", "the vectors hold", checkVectors),
];
