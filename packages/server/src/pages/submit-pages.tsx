import { Layout } from "./layout.js";
import type { PageView } from "./page-view.js";

/** What a link without script asks to be clicked. `verified`: the publisher has verified the page's origin. */
export type SubmitShown = { handle: string; url: string; title: string | null; verified: boolean };

/** Asks the donor to confirm one click by a POST; its id stands in the form, so that a double POST counts once. */
export function SubmitPage(props: {
  view: PageView;
  shown: SubmitShown;
  fields: Record<string, string>;
  signIn: string | null;
  hasBudget: boolean;
}) {
  const { view, shown, fields, signIn, hasBudget } = props;
  const { submitPage } = view.words;
  const { host } = new URL(shown.url);
  return (
    <Layout view={view} title={submitPage.title} narrow>
      <h1>{submitPage.lead(shown.handle)}</h1>
      <section class="card">
        <p>
          <a href={shown.url} rel="noreferrer" class="address">
            <bdi>{shown.title ?? shown.url}</bdi>
          </a>
        </p>
        <p class={shown.verified ? "small soft" : "warn small"}>
          {shown.verified
            ? submitPage.verified(host, shown.handle)
            : submitPage.unverified(host, shown.handle)}
        </p>
        {signIn !== null ? (
          <p>
            <a class="button" href={signIn}>
              {submitPage.signInFirst}
            </a>
          </p>
        ) : (
          <form method="post" action={view.href("/submit/auto")} class="form">
            {Object.entries(fields).map(([name, value]) => (
              <input type="hidden" name={name} value={value} />
            ))}
            {!hasBudget && <p class="small soft">{submitPage.noBudget}</p>}
            <button type="submit">{submitPage.confirm}</button>
          </form>
        )}
      </section>
    </Layout>
  );
}

/** Without an address: the publisher, and a field for the page. */
export function SubmitAskPage({ view, handle }: { view: PageView; handle: string }) {
  const { submitPage } = view.words;
  return (
    <Layout view={view} title={submitPage.title} narrow>
      <h1>{submitPage.lead(handle)}</h1>
      <form method="get" action="/submit/auto" class="form card">
        <p>{submitPage.askUrl}</p>
        <input type="hidden" name="user_id" value={handle} />
        <input type="hidden" name="lang" value={view.language} />
        <div class="field">
          <label for="url">{submitPage.urlField}</label>
          <input id="url" name="url" type="url" required maxlength={2048} />
        </div>
        <button type="submit">{submitPage.show}</button>
      </form>
    </Layout>
  );
}

/** What became of the click. */
export function SubmittedPage(props: {
  view: PageView;
  title: string;
  text: string;
  url: string;
  counted: boolean;
}) {
  const { view, title, text, url, counted } = props;
  return (
    <Layout view={view} title={title} narrow>
      <h1>{title}</h1>
      <p class={counted ? "note" : "warn"}>{text}</p>
      <p class="actions">
        <a href={url} rel="noreferrer">
          {view.words.submitPage.backToPage}
        </a>
        <a href={view.href("/me")}>{view.words.mySupport}</a>
      </p>
    </Layout>
  );
}
