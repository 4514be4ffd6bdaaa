import type { Standing } from "../domain/subscriptions.js";
import { month, type PageView } from "./page-view.js";

/** A donor's subscriptions, each with the month of its end and a way to end it; nothing where there is none. */
export function SubscriptionList({
  view,
  subscriptions,
  period,
}: {
  view: PageView;
  subscriptions: Standing[];
  period: string;
}) {
  if (subscriptions.length === 0) return null;
  const { donorPage } = view.words;
  return (
    <section class="card">
      <h2>{donorPage.subscriptionsTitle}</h2>
      <p class="soft">{donorPage.subscriptionsLead}</p>
      <ul class="rows">
        {subscriptions.map((subscription) => (
          <Subscription view={view} subscription={subscription} period={period} />
        ))}
      </ul>
    </section>
  );
}

function Subscription({
  view,
  subscription,
  period,
}: {
  view: PageView;
  subscription: Standing;
  period: string;
}) {
  const { donorPage, problems } = view.words;
  const { id, url, handle, from, until, rests } = subscription;
  const title = subscription.title ?? url;
  return (
    <li>
      <span class="what">
        <a href={url} rel="noreferrer" class="address">
          <bdi>{title}</bdi>
        </a>
        <span class="small soft">
          {donorPage.to(handle)} · {new URL(url).host} ·{" "}
          {until === null ? donorPage.subscriptionOpen : donorPage.subscriptionUntil(month(view, until))}
          {from > period && ` · ${donorPage.subscriptionFrom(month(view, from))}`}
        </span>
        {rests !== null && <span class="small warn">{donorPage.subscriptionRests(problems[rests])}</span>}
      </span>
      <form method="post" action={view.href("/me/subscriptions/end")}>
        <input type="hidden" name="id" value={String(id)} />
        <button type="submit" class="slight" aria-label={donorPage.subscriptionEndOf(title)}>
          {donorPage.subscriptionEnd}
        </button>
      </form>
    </li>
  );
}
