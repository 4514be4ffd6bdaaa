import type { PublisherOverview } from "../domain/publisher-overview.js";
import { Layout } from "./layout.js";
import { money, month, type PageView } from "./page-view.js";

/** One publisher of the person, with the sites that are verified as its own. */
export type PublisherShown = { overview: PublisherOverview; sites: string[] };

/** A person's publishers: each with its tag, what is open, what is settled; and a form for a handle. */
export function PublisherPage({
  view,
  publishers,
  wrong,
}: {
  view: PageView;
  publishers: PublisherShown[];
  wrong?: string;
}) {
  return (
    <Layout view={view} title={view.words.publisherPage.title}>
      <h1>{view.words.publisherPage.title}</h1>
      {wrong && (
        <p class="warn" role="alert">
          {wrong}
        </p>
      )}
      {publishers.map((shown) => (
        <Publisher view={view} {...shown} />
      ))}
      <Claim view={view} />
    </Layout>
  );
}

function Publisher({ view, overview, sites }: PublisherShown & { view: PageView }) {
  const { publisherPage } = view.words;
  return (
    <>
      <div class="pair">
        <section class="card">
          <h2>
            <bdi>{overview.handle}</bdi>
          </h2>
          <p class="figure">{money(view, overview.balance)}</p>
          <p class="soft">{publisherPage.balanceLead}</p>
        </section>
        <Sites view={view} sites={sites} />
      </div>
      <Open view={view} overview={overview} />
      <Settled view={view} settled={overview.settled} />
      <Tag view={view} handle={overview.handle} />
    </>
  );
}

function Sites({ view, sites }: { view: PageView; sites: string[] }) {
  const { publisherPage } = view.words;
  return (
    <section class="card">
      <h2>{publisherPage.sitesTitle}</h2>
      {sites.length === 0 && <p class="soft">{publisherPage.sitesNone}</p>}
      {sites.length > 0 && (
        <ul class="ticks">
          {sites.map((site) => (
            <li>
              <bdi class="address">{site}</bdi>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Open({ view, overview }: { view: PageView; overview: PublisherOverview }) {
  const { publisherPage } = view.words;
  const { open, things } = overview;
  return (
    <section class="card">
      <h2>{publisherPage.openTitle(month(view, overview.period))}</h2>
      <p class="soft">
        {open.clicks === 0
          ? publisherPage.openNone
          : publisherPage.openLead(open.clicks, money(view, open.worth))}
      </p>
      {things.length > 0 && (
        <ul class="rows">
          {things.map((thing) => (
            <li>
              <span class="what">
                <a href={thing.url} rel="noreferrer" class="address">
                  <bdi>{thing.title ?? thing.url}</bdi>
                </a>
                <span class="small soft">{view.words.donorPage.settledLine(thing.clicks)}</span>
              </span>
              <span class="worth">{money(view, thing.worth)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Settled({ view, settled }: { view: PageView; settled: PublisherOverview["settled"] }) {
  const { publisherPage } = view.words;
  return (
    <section class="card">
      <h2>{publisherPage.settledTitle}</h2>
      {settled.length === 0 && <p class="soft">{publisherPage.settledNone}</p>}
      {settled.length > 0 && (
        // A region that scrolls must be reachable by keyboard.
        <section class="scroll" tabindex={0} aria-label={publisherPage.settledTitle}>
          <table>
            <thead>
              <tr>
                <th scope="col">{publisherPage.month}</th>
                <th scope="col" class="amount">
                  {publisherPage.gross}
                </th>
                <th scope="col" class="amount">
                  {publisherPage.fee}
                </th>
                <th scope="col" class="amount">
                  {publisherPage.net}
                </th>
              </tr>
            </thead>
            <tbody>
              {settled.map((row) => (
                <tr>
                  <td>{month(view, row.period)}</td>
                  <td class="amount">{money(view, row.gross)}</td>
                  <td class="amount">{money(view, row.fee)}</td>
                  <td class="amount">{money(view, row.net)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}

function Tag({ view, handle }: { view: PageView; handle: string }) {
  const { publisherPage } = view.words;
  return (
    <section class="card">
      <h2>{publisherPage.tagTitle}</h2>
      <p>{publisherPage.tagLead}</p>
      <pre>
        <code dir="ltr">{tagOf(view, handle)}</code>
      </pre>
      <p>
        <a href={view.href(`/builder?publisher=${handle}`)}>{publisherPage.toBuilder}</a>
      </p>
    </section>
  );
}

/** The tag of sdk.md; the link inside is what shows where no script runs. */
function tagOf(view: PageView, handle: string): string {
  const link = `${view.origin}/submit/auto?user_id=${handle}`;
  const text = view.words.publisherPage.tagText.replaceAll(" ", "&nbsp;");
  return [
    `<script async src="${view.origin}/button.js"></script>`,
    `<rivulet-button publisher="${handle}"><a rel="payment nofollow" href="${link}">${text}</a></rivulet-button>`,
  ].join("\n");
}

function Claim({ view }: { view: PageView }) {
  const { publisherPage } = view.words;
  return (
    <form method="post" action={view.href("/publisher")} class="form card">
      <h2>{publisherPage.claimTitle}</h2>
      <p class="soft">{publisherPage.claimLead}</p>
      <div class="field">
        <label for="handle">
          {publisherPage.handle} <span class="small soft">{publisherPage.handleHint}</span>
        </label>
        <input
          id="handle"
          name="handle"
          required
          minlength={2}
          maxlength={32}
          autocapitalize="none"
          spellcheck={false}
        />
      </div>
      <button type="submit">{publisherPage.claim}</button>
    </form>
  );
}
