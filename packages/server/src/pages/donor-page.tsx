import type { ConnectedSite } from "../domain/connections.js";
import type { DonorOverview, OpenClick } from "../domain/donor-overview.js";
import type { BankAccount } from "../domain/settings.js";
import type { Standing } from "../domain/subscriptions.js";
import { BudgetForm } from "./budget-form.js";
import { Layout } from "./layout.js";
import { day, moment, money, month, type PageView } from "./page-view.js";
import { SubscriptionList } from "./subscription-list.js";

/** What the donor's page shows. */
export type DonorPageProps = {
  view: PageView;
  overview: DonorOverview;
  subscriptions: Standing[];
  sites: ConnectedSite[];
  minimum: bigint;
  bank: BankAccount | null;
  /** What the demo's button pays in, in micros; null outside a demo. */
  demoPayIn: bigint | null;
  /** Why the budget could not be set. */
  wrong?: string;
};

/** A donor's own page: budget, balance, clicks, subscriptions, sites, settled months. */
export function DonorPage(props: DonorPageProps) {
  const { view, overview } = props;
  return (
    <Layout view={view} title={view.words.donorPage.title}>
      <h1>{view.words.donorPage.title}</h1>
      <div class="pair">
        <Budget {...props} />
        <Balance {...props} />
      </div>
      <Clicks view={view} overview={overview} />
      <SubscriptionList view={view} subscriptions={props.subscriptions} period={overview.period} />
      <Sites view={view} sites={props.sites} />
      <Settled view={view} settled={overview.settled} />
    </Layout>
  );
}

function Budget({ view, overview, minimum, wrong }: DonorPageProps) {
  const { donorPage } = view.words;
  const { budget } = overview;
  return (
    <section class="card">
      <h2>{donorPage.budgetTitle}</h2>
      {budget === null && <p>{donorPage.budgetNone}</p>}
      {budget === 0n && <p class="warn">{donorPage.budgetPaused}</p>}
      {budget !== null && budget > 0n && <p class="figure">{money(view, budget)}</p>}
      <BudgetForm view={view} minimum={minimum} budget={budget} onward="/me" wrong={wrong} />
    </section>
  );
}

function Balance({ view, overview, bank, demoPayIn }: DonorPageProps) {
  const { donorPage } = view.words;
  const hasBudget = overview.budget !== null && overview.budget > 0n;
  return (
    <section class="card">
      <h2>{donorPage.balance}</h2>
      <p class="figure">{money(view, overview.balance)}</p>
      {hasBudget && <p class="soft">{overview.funded ? donorPage.funded : donorPage.unfunded}</p>}
      {demoPayIn === null ? (
        <PayIn view={view} bank={bank} />
      ) : (
        <form method="post" action={view.href("/me/pay-in")}>
          <button type="submit" class={overview.funded && hasBudget ? "quiet" : ""}>
            {donorPage.payInDemo(money(view, demoPayIn))}
          </button>
        </form>
      )}
    </section>
  );
}

function PayIn({ view, bank }: { view: PageView; bank: BankAccount | null }) {
  const { donorPage } = view.words;
  if (!bank) return <p class="small soft">{donorPage.payInNone}</p>;
  return (
    <div>
      <h3>{donorPage.payInTitle}</h3>
      <p>{donorPage.payInBank}</p>
      <dl class="facts">
        {bank.holder !== null && <Fact term={donorPage.payInHolder} text={bank.holder} />}
        <Fact term={donorPage.payInIban} text={bank.iban} />
        {bank.bic !== null && <Fact term={donorPage.payInBic} text={bank.bic} />}
        <Fact term={donorPage.payInPurpose} text={view.mail ?? ""} />
      </dl>
    </div>
  );
}

function Fact({ term, text }: { term: string; text: string }) {
  return (
    <>
      <dt>{term}</dt>
      <dd>
        <bdi class="address">{text}</bdi>
      </dd>
    </>
  );
}

/** One list a period: after a month's end its clicks can be taken back until they are settled. */
function Clicks({ view, overview }: { view: PageView; overview: DonorOverview }) {
  const periods = [...new Set([overview.period, ...overview.clicks.map(({ period }) => period)])];
  return (
    <>
      {periods.map((period) => (
        <ClicksOfPeriod
          view={view}
          period={period}
          clicks={overview.clicks.filter((click) => click.period === period)}
        />
      ))}
    </>
  );
}

function ClicksOfPeriod({ view, period, clicks }: { view: PageView; period: string; clicks: OpenClick[] }) {
  const { donorPage } = view.words;
  const first = clicks[0];
  return (
    <section class="card">
      <h2>{donorPage.clicksTitle(month(view, period))}</h2>
      {first ? (
        <p class="soft">
          {donorPage.clicksLead(clicks.length, money(view, first.worth))}{" "}
          {first.worth === 0n && donorPage.clicksUnfunded}
        </p>
      ) : (
        <p class="soft">{donorPage.clicksNone}</p>
      )}
      {first && (
        <ul class="rows">
          {clicks.map((click) => (
            <Click view={view} click={click} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Click({ view, click }: { view: PageView; click: OpenClick }) {
  const { donorPage } = view.words;
  const title = click.title ?? click.url;
  return (
    <li>
      <span class="what">
        <a href={click.url} rel="noreferrer" class="address">
          <bdi>{title}</bdi>
        </a>
        <span class="small soft">
          {donorPage.to(click.handle)} · {new URL(click.url).host} ·{" "}
          <time datetime={new Date(click.receivedAt).toISOString()}>{moment(view, click.receivedAt)}</time>
        </span>
      </span>
      <span class="worth">{money(view, click.worth)}</span>
      <form method="post" action={view.href("/me/undo")}>
        <input type="hidden" name="id" value={click.id} />
        <button type="submit" class="slight" aria-label={donorPage.undoOf(title)}>
          {donorPage.undo}
        </button>
      </form>
    </li>
  );
}

function Sites({ view, sites }: { view: PageView; sites: ConnectedSite[] }) {
  const { donorPage } = view.words;
  return (
    <section class="card">
      <h2>{donorPage.sitesTitle}</h2>
      {sites.length === 0 && <p class="soft">{donorPage.sitesNone}</p>}
      {sites.length > 0 && (
        <ul class="rows">
          {sites.map(({ id, site, since }) => (
            <li>
              <span class="what">
                <bdi class="address">{site}</bdi>
                <span class="small soft">{donorPage.since(day(view, since))}</span>
              </span>
              <form method="post" action={view.href("/me/sites/revoke")} class="actions">
                <input type="hidden" name="connection" value={String(id)} />
                <label class="check">
                  <input type="checkbox" name="clicks" value="1" />
                  {donorPage.revokeClicks}
                </label>
                <button type="submit" class="slight" aria-label={donorPage.revokeOf(site)}>
                  {donorPage.revoke}
                </button>
              </form>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Settled({ view, settled }: { view: PageView; settled: DonorOverview["settled"] }) {
  const { donorPage } = view.words;
  return (
    <section class="card">
      <h2>{donorPage.settledTitle}</h2>
      {settled.length === 0 && <p class="soft">{donorPage.settledNone}</p>}
      {settled.length > 0 && (
        <ul class="rows">
          {settled.map(({ period, given, clicks }) => (
            <li>
              <span class="what">
                <span>{month(view, period)}</span>
                <span class="small soft">{donorPage.settledLine(clicks)}</span>
              </span>
              <span class="worth">{money(view, given)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
