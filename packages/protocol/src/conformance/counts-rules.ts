import { askCounts, countIn } from "./ask-clicks.js";
import { check, checkList, checkProblem, checkStatus, jsonOf, listOf } from "./check-answer.js";
import type { Exchange } from "./exchange.js";
import { lifeOfAClick } from "./life-of-a-click.js";
import type { Probe } from "./probe.js";
import { type Rule, seen, unseen } from "./rule.js";

const CACHE = ["public", "max-age=30", "stale-while-revalidate=300"];

const askQuery = (probe: Probe, query: string, headers: Record<string, string> = {}) =>
  probe.ask({ path: `/v1/counts?${query}`, headers });

const keysOf = (exchange: Exchange) =>
  Object.keys((jsonOf(exchange) as { counts?: object } | null)?.counts ?? {}).sort();

function checkKeys(exchange: Exchange, due: readonly string[]): void {
  checkStatus(exchange, 200);
  const keys = keysOf(exchange);
  check(
    keys.join("\n") === [...due].sort().join("\n"),
    exchange,
    "The keys are not the URLs as they were sent.",
  );
}

const queryOf = (urls: readonly string[]) => urls.map((url) => `url=${encodeURIComponent(url)}`).join("&");

async function checkNoAccount(probe: Probe): Promise<void> {
  const url = probe.freshUrl();
  const exchange = await askCounts(probe, [url]);
  checkStatus(exchange, 200);
  check(typeof countIn(exchange, url) === "number", exchange, "There is no count.");
}

async function checkKeysAsSent(probe: Probe): Promise<void> {
  const { site } = probe.target;
  const page = probe.freshUrl();
  const urls = [page, `${page}#top`, `${page}?utm_source=a`, site.toUpperCase(), `${site}/ü?a=b c`];
  checkKeys(await askQuery(probe, queryOf(urls)), urls);
}

async function checkNull(probe: Probe): Promise<void> {
  const unreadable = ["nope", "", "https://", "https://a b/", "__proto__", "constructor"];
  const page = probe.freshUrl();
  const exchange = await askCounts(probe, [...unreadable, page]);
  checkStatus(exchange, 200);
  for (const url of unreadable) {
    const count = countIn(exchange, url);
    check(count === null, exchange, `${JSON.stringify(url)} should have null, it has ${String(count)}.`);
  }
  check(countIn(exchange, page) === 0, exchange, "The other URLs of the call should be answered.");
}

async function checkBase(probe: Probe): Promise<void> {
  const { site } = probe.target;
  const path = probe.freshUrl().slice(site.length);
  const urls = [path, "?page=2", "//other.example/post", "javascript:alert(1)"];
  const exchange = await askQuery(probe, `base=${encodeURIComponent(site)}&${queryOf(urls)}`);
  checkKeys(exchange, urls);
  const read = urls.map((url) => countIn(exchange, url) !== null);
  check(read.join() === "true,true,true,false", exchange, "Each URL should be resolved against base.");
  checkProblem(await askQuery(probe, `base=nope&${queryOf(urls)}`), "invalid-request");
}

async function checkHundred(probe: Probe): Promise<void> {
  const base = `base=${encodeURIComponent(probe.freshUrl())}`;
  const urls = Array.from({ length: 101 }, (_, i) => `/${i}`);
  checkKeys(await askQuery(probe, `${base}&${queryOf(urls.slice(1))}`), urls.slice(1));
  checkProblem(await askQuery(probe, `${base}&${queryOf(urls)}`), "too-many-items");
}

async function checkLength(probe: Probe): Promise<void> {
  const query = queryOf([probe.freshUrl()]);
  checkStatus(await askQuery(probe, query.padEnd(8000, "x")), 200);
  checkProblem(await askQuery(probe, query.padEnd(8001, "x")), "query-too-long");
}

async function checkNotModified(probe: Probe): Promise<void> {
  const query = queryOf([probe.freshUrl()]);
  const full = await askQuery(probe, query);
  const tag = full.answer.headers.get("etag") ?? "";
  check(/^(W\/)?"[^"]*"$/.test(tag), full, "There is no ETag.");
  const notModified = await askQuery(probe, query, { "if-none-match": tag });
  checkStatus(notModified, 304);
  check(notModified.answer.text === "", notModified, "A 304 has no body.");
  checkStatus(await askQuery(probe, query, { "if-none-match": '"another"' }), 200);
}

async function checkCache(probe: Probe): Promise<void> {
  const query = queryOf([probe.freshUrl()]);
  const full = await askQuery(probe, query);
  checkList(full, "cache-control", CACHE);
  const again = await askQuery(probe, query, { "if-none-match": full.answer.headers.get("etag") ?? '""' });
  checkList(again, "cache-control", CACHE);
}

async function checkQueryAlone(probe: Probe): Promise<void> {
  const url = probe.freshUrl();
  const query = queryOf([url]);
  const plain = await askQuery(probe, query);
  checkKeys(plain, [url]);
  const asked = [
    { origin: "https://anywhere.example" },
    { cookie: "a=b", "accept-language": "fr" },
    { origin: probe.target.site, authorization: `Bearer ${probe.target.token}` },
  ];
  for (const headers of asked) {
    const exchange = await askQuery(probe, query, headers);
    check(
      exchange.answer.text === plain.answer.text,
      exchange,
      "The answer is another one with these headers.",
    );
    const vary = listOf(exchange, "vary").filter((name) => name !== "accept-encoding");
    check(vary.length === 0, exchange, `Vary names ${vary.join(", ")}.`);
  }
}

async function checkAfterClick(probe: Probe): Promise<void> {
  const { url, before, counted, afterUndo } = await lifeOfAClick(probe);
  const steps: [Exchange, number, string][] = [
    [before, 0, "before the click"],
    [counted, 1, "after the click"],
    [afterUndo, 0, "after its undo"],
  ];
  for (const [exchange, due, when] of steps) {
    const count = countIn(exchange, url);
    check(count === due, exchange, `The count ${when} should be ${due}, it is ${String(count)}.`);
  }
}

export const COUNTS_RULES: readonly Rule[] = [
  seen("counts-no-account", "counts need no token", checkNoAccount),
  seen("counts-keys-as-sent", "the keys are the URLs as sent", checkKeysAsSent),
  seen("counts-zero", "a URL without clicks has 0", async (probe) => {
    const url = probe.freshUrl();
    const exchange = await askCounts(probe, [url]);
    check(countIn(exchange, url) === 0, exchange, "A page that nobody has clicked should have 0.");
  }),
  seen("counts-null-for-unreadable", "a URL that cannot be read has null", checkNull),
  seen("counts-base", "each URL is resolved against base", checkBase),
  seen("counts-hundred-urls", "100 URLs are answered, 101 are not", checkHundred),
  seen("counts-query-length", "8,000 characters are answered, 8,001 are not", checkLength),
  seen("counts-cache", "counts may be cached for 30 s, 304 too", checkCache),
  seen("counts-etag", "there is an ETag, and 304 for it", checkNotModified),
  seen("counts-query-alone", "the answer depends on the query alone", checkQueryAlone),
  seen("counts-after-click", "a counted click shows, an undone one does not", checkAfterClick),
  unseen("counts-over-publishers", "counts add up over publishers", "needs a second publisher of the site"),
];
