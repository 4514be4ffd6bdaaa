import type { AppParts } from "../../app-parts.js";
import type { Person } from "../../domain/people.js";
import { publisherOverview } from "../../domain/publisher-overview.js";
import { addPublisher, publishersOf, sitesOf } from "../../domain/publishers.js";
import { Refusal } from "../../domain/refusal.js";
import { PublisherPage, type PublisherShown } from "../../pages/publisher-page.js";
import { answerPage, goTo } from "./answer-page.js";
import { goToSignIn, reasonOf, statusOf } from "./page-route.js";
import type { Visit } from "./visit.js";

/** `GET /publisher`: a person's own pages, what they have received and what is open. */
export function showPublisher(parts: AppParts): (visit: Visit) => Promise<Response> | Response {
  return (visit) =>
    visit.person ? answerPublisher(parts, visit, visit.person) : goToSignIn(visit, "/publisher");
}

async function answerPublisher(
  parts: AppParts,
  { c, view }: Visit,
  person: Person,
  wrong?: Refusal,
): Promise<Response> {
  const shown: PublisherShown[] = [];
  for (const publisher of await publishersOf(parts.db, person.id)) {
    const overview = await publisherOverview(parts.db, publisher, parts.clock.now(), parts.settings);
    shown.push({ overview, sites: await sitesOf(parts.db, publisher.id) });
  }
  const said = wrong ? { wrong: reasonOf(view, wrong) } : {};
  const page = PublisherPage({ view, publishers: shown, ...said });
  return answerPage(c, page, { status: wrong ? statusOf(wrong.code) : 200 });
}

/** `POST /publisher`: claims a handle, for good. */
export function postHandle(parts: AppParts): (visit: Visit) => Promise<Response> {
  return async (visit) => {
    const { c, view, form, person } = visit;
    if (!person) return goToSignIn(visit, "/publisher");
    const refusal = await claim(parts, person, (form.get("handle") ?? "").trim().toLowerCase());
    return refusal
      ? answerPublisher(parts, visit, person, refusal)
      : goTo(c, view.href("/publisher?done=handle"));
  };
}

async function claim(parts: AppParts, person: Person, handle: string): Promise<Refusal | null> {
  const now = parts.clock.now();
  try {
    await parts.db
      .transaction()
      .execute((tx) => addPublisher(tx, { handle, person: person.id, sites: [] }, now));
    return null;
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown;
    throw thrown;
  }
}
