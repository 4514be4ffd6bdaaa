import { oembedAnswer } from "../oembed.js";
import { plainClick } from "./ask-clicks.js";
import { answerOf, check, checkHeader, checkProblem, checkStatus, listOf } from "./check-answer.js";
import type { Exchange } from "./exchange.js";
import type { Probe } from "./probe.js";
import { type Rule, seen } from "./rule.js";

const askBadge = (probe: Probe, url: string, headers: Record<string, string> = {}) =>
  probe.ask({ path: `/badge.svg?url=${encodeURIComponent(url)}`, headers });

const askOembed = (probe: Probe, url: string, format = "json") =>
  probe.ask({ path: `/oembed?${new URLSearchParams({ url, format })}` });

/** The SVG of an answer. */
function svgOf(exchange: Exchange): string {
  checkStatus(exchange, 200);
  checkHeader(exchange, "content-type", /^image\/svg\+xml\b/i);
  const { text } = exchange.answer;
  check(/^\s*(<\?xml[^>]*>\s*)?<svg\b/.test(text), exchange, "It should be an SVG.");
  return text;
}

async function checkBadge(probe: Probe): Promise<void> {
  const exchange = await askBadge(probe, (await plainClick(probe)).click.url);
  const text = svgOf(exchange);
  check(
    /<title\b[^>]*>[^<]*\S[^<]*<\/title>|aria-label="[^"]*\S/.test(text),
    exchange,
    "It should have a text for screen readers.",
  );
  check(/>[^<]*\d[^<]*</.test(text), exchange, "It should show the count.");
  checkProblem(await probe.ask({ path: "/badge.svg" }), "invalid-request");
  checkProblem(await askBadge(probe, "javascript:alert(1)"), "invalid-request");
}

async function checkBadgeCache(probe: Probe): Promise<void> {
  const url = probe.freshUrl();
  const first = await askBadge(probe, url);
  const etag = first.answer.headers.get("etag") ?? "";
  check(etag !== "", first, "There is no ETag.");
  check(!listOf(first, "cache-control").includes("no-store"), first, "It should not be no-store.");
  checkStatus(await askBadge(probe, url, { "if-none-match": etag }), 304);
}

async function checkBadgePolicy(probe: Probe): Promise<void> {
  const exchange = await askBadge(probe, probe.freshUrl());
  const policy = exchange.answer.headers.get("content-security-policy") ?? "";
  const rules = policy.split(";").map((rule) => rule.trim().replaceAll(/\s+/g, " "));
  const due = ["default-src 'none'", "sandbox", "style-src 'unsafe-inline'"];
  check(
    rules
      .filter((rule) => rule !== "")
      .sort()
      .join() === due.join(),
    exchange,
    `Its policy is ${policy || "missing"}.`,
  );
  checkHeader(exchange, "cross-origin-resource-policy", "cross-origin");
}

/** A page's address that would be markup, a script or a handler where it is not escaped. */
const hostileUrl = (probe: Probe) => `${probe.freshUrl()}?a="><script>alert(1)</script>&b=' onload='alert(1)`;

async function checkBadgeInert(probe: Probe): Promise<void> {
  const exchange = await askBadge(probe, hostileUrl(probe));
  const text = svgOf(exchange);
  check(
    !/<script|<foreignObject|\son[a-z]+\s*=|javascript:/i.test(text),
    exchange,
    "It should hold no script.",
  );
  check(!text.includes("rivulet-conformance"), exchange, "It should hold nothing of the URL.");
}

function checkLink(exchange: Exchange, publisher: string): void {
  checkStatus(exchange, 200);
  const { html, author_name } = answerOf(exchange, oembedAnswer);
  check(author_name === publisher, exchange, `author_name should be ${publisher}.`);
  const isLink = /^\s*<a\s[^<>]*\bhref="https?:\/\/[^"<>]*"[^<>]*>[^<>]*<\/a>\s*$/.test(html);
  check(isLink && !/\son[a-z]+\s*=/i.test(html), exchange, "html should be one link, and nothing else.");
}

async function checkOembed(probe: Probe): Promise<void> {
  const { publisher } = probe.target;
  checkLink(await askOembed(probe, (await plainClick(probe)).click.url), publisher);
  const page = `${probe.base}/submit/auto?${new URLSearchParams({ user_id: publisher })}`;
  checkLink(await askOembed(probe, page), publisher);
}

async function checkRefusals(probe: Probe): Promise<void> {
  checkStatus(await askOembed(probe, probe.freshUrl()), 404);
  checkStatus(await askOembed(probe, (await plainClick(probe)).click.url, "xml"), 501);
}

/** The badge and oEmbed. */
export const EMBED_RULES: readonly Rule[] = [
  seen("badge-svg", "the badge is an SVG with the count and a text", checkBadge),
  seen("badge-cache", "the badge has an ETag and may be cached", checkBadgeCache),
  seen("badge-policy", "the badge has its own policy", checkBadgePolicy),
  seen("badge-inert", "the badge holds no script and nothing of the URL", checkBadgeInert),
  seen("oembed-link", "oEmbed answers a link", checkOembed),
  seen("oembed-refusals", "oEmbed refuses what it does not know", checkRefusals),
];
