import { CLICK_BOUNDS, type ClickSent, canonicalUrl } from "@rivulet/protocol";
import type { AppParts } from "../../app-parts.js";
import { newClickId } from "../../domain/click-id.js";
import { connectionFor } from "../../domain/connections.js";
import { donorFor } from "../../domain/donors.js";
import type { Person } from "../../domain/people.js";
import { findPublisher, isVerified, type Publisher } from "../../domain/publishers.js";
import { Refusal } from "../../domain/refusal.js";
import { month } from "../../pages/page-view.js";
import { SubmitAskPage, SubmitPage, SubmittedPage } from "../../pages/submit-pages.js";
import { answerPage } from "./answer-page.js";
import { hasBudget } from "./donor.js";
import { goToSignIn } from "./page-route.js";
import type { Visit } from "./visit.js";

/** `GET /submit/auto`: shows what a link asks for. It never clicks. */
export function showSubmit(parts: AppParts): (visit: Visit) => Promise<Response> {
  return async (visit) => {
    const { c, view, query } = visit;
    const publisher = await publisherOf(parts, query);
    if (!query.get("url")) return answerPage(c, SubmitAskPage({ view, handle: publisher.handle }));
    const url = urlOf(query);
    const verified = await isVerified(parts.db, publisher.id, new URL(url).origin);
    const page = SubmitPage({
      view,
      shown: { handle: publisher.handle, url, title: query.get("title")?.trim() || null, verified },
      fields: { ...fieldsOf(query), user_id: publisher.handle, url, id: newClickId(parts.clock.now()) },
      signIn: visit.person ? null : view.href(`/sign-in?to=${encodeURIComponent(view.here)}`),
      hasBudget: visit.person !== null && (await hasBudget(parts, visit.person)),
    });
    return answerPage(c, page);
  };
}

/** `POST /submit/auto`: the donor has confirmed. The id of the form makes a double POST count once. */
export function postSubmit(parts: AppParts): (visit: Visit) => Promise<Response> {
  return async (visit) => {
    const { c, view, form, person } = visit;
    const publisher = await publisherOf(parts, form);
    const url = urlOf(form);
    if (!person) return goToSignIn(visit, `/submit/auto?${new URLSearchParams(fieldsOf(form))}`);
    const { words } = view;
    const result = await recordOne(
      parts,
      person,
      publisher,
      clickOf(form, publisher, url, parts.clock.now()),
    );
    if (result?.status !== "rejected") {
      const text = words.submitPage.counted(
        publisher.handle,
        result?.period ? month(view, result.period) : "",
      );
      return answerPage(
        c,
        SubmittedPage({ view, title: words.submitPage.countedTitle, text, url, counted: true }),
      );
    }
    const text = result.problem ? words.problems[result.problem.code] : words.errorPage.title;
    return answerPage(
      c,
      SubmittedPage({ view, title: words.submitPage.rejectedTitle, text, url, counted: false }),
    );
  };
}

async function publisherOf(parts: AppParts, given: URLSearchParams): Promise<Publisher> {
  const publisher = await findPublisher(parts.db, given.get("user_id") ?? "");
  if (!publisher) throw new Refusal("unknown-publisher", "Nobody has this handle.");
  return publisher;
}

function urlOf(given: URLSearchParams): string {
  const url = canonicalUrl(given.get("url") ?? "");
  if (url === null || url.length > CLICK_BOUNDS.url)
    throw new Refusal("invalid-url", "The page's address is no web address.");
  return url;
}

const FIELDS = ["user_id", "url", "title", "language", "tags", "category", "hidden"] as const;

/** What of a link's query goes into the form. */
function fieldsOf(given: URLSearchParams): Record<string, string> {
  return Object.fromEntries(
    FIELDS.flatMap((name) => (given.get(name) ? [[name, given.get(name) as string]] : [])),
  );
}

/** Old links hold more than a click may; what is too long is cut, since nobody who confirms could mend it. */
function clickOf(form: URLSearchParams, publisher: Publisher, url: string, now: number): ClickSent {
  const cut = (name: string, limit: number) => [...(form.get(name)?.trim() ?? "")].slice(0, limit).join("");
  const tags = (form.get("tags") ?? "")
    .split(",")
    .flatMap((tag) => (tag.trim() ? [tag.trim().slice(0, CLICK_BOUNDS.tag)] : []));
  const title = cut("title", CLICK_BOUNDS.title);
  const category = cut("category", CLICK_BOUNDS.category);
  const language = cut("language", CLICK_BOUNDS.language).replaceAll("_", "-");
  return {
    id: form.get("id") ?? "",
    publisher: publisher.handle,
    url,
    clicked_at: new Date(now).toISOString(),
    unlisted: form.get("hidden") === "1",
    ...(title ? { title } : {}),
    ...(category ? { category } : {}),
    ...(language ? { language } : {}),
    ...(tags.length > 0 ? { tags: tags.slice(0, CLICK_BOUNDS.tags) } : {}),
  };
}

/**
 * The click comes from our own page, on the donor's word that it is for this address. Where the publisher has not verified
 * the address it counts as from that site, so that only `url-not-allowed` can refuse it; where it is verified it counts as
 * from ours, since a link's title is anybody's and must not describe the thing.
 */
async function recordOne(parts: AppParts, person: Person, publisher: Publisher, click: ClickSent) {
  const { origin } = new URL(click.url);
  const own = parts.settings.origin;
  const site = (await isVerified(parts.db, publisher.id, origin)) ? own : origin;
  const sender = await parts.db.transaction().execute(async (tx) => {
    const donor = await donorFor(tx, person.id, parts.clock.now());
    const connection = await connectionFor(tx, donor.id, own, parts.clock.real());
    return { donor: donor.id, person: person.id, connection: connection.id, site };
  });
  const { results } = await parts.recorder.record(sender, [click], parts.clock.now());
  return results[0];
}
