import { Layout } from "./layout.js";
import type { PageView } from "./page-view.js";

/** Asks for a mail address. `site` asks to be connected; `canMail` is false where no mail can be sent. */
export function SignInPage(props: {
  view: PageView;
  to: string;
  site: string | null;
  canMail: boolean;
  wrong?: string;
}) {
  const { view, to, site, canMail, wrong } = props;
  const { signInPage } = view.words;
  return (
    <Layout view={view} title={signInPage.title} narrow>
      <h1>{signInPage.title}</h1>
      {site !== null && <p class="note">{signInPage.toConnect(site)}</p>}
      {canMail ? (
        <form method="post" action={view.href("/sign-in")} class="form card">
          <p>{signInPage.lead}</p>
          {wrong && (
            <p class="warn" role="alert">
              {wrong}
            </p>
          )}
          <input type="hidden" name="to" value={to} />
          <div class="field">
            <label for="mail">{signInPage.mail}</label>
            <input id="mail" name="mail" type="email" autocomplete="email" required maxlength={254} />
          </div>
          <button type="submit">{signInPage.send}</button>
        </form>
      ) : (
        <p class="warn">{signInPage.noMail}</p>
      )}
    </Layout>
  );
}

/** Waits for the link, and takes the code that the link shows elsewhere. */
export function WaitPage(props: { view: PageView; mail: string; to: string; wrong: boolean }) {
  const { view, mail, to, wrong } = props;
  const again = encodeURIComponent(to);
  const { waitPage } = view.words;
  return (
    <Layout view={view} title={waitPage.title} narrow script="wait.js" data={{ state: "/sign-in/state" }}>
      <h1>{waitPage.title}</h1>
      <p class="lead">{waitPage.lead(mail)}</p>
      <p>{waitPage.here}</p>
      {view.demoTimeMs !== null && (
        <p>
          <a class="button" href={view.href("/demo/outbox")} target="_blank" rel="noopener">
            {waitPage.demo} <span class="unseen">{view.words.opensNewTab}</span>
          </a>
        </p>
      )}
      <form method="post" action={view.href("/sign-in/code")} class="form card">
        <p>{waitPage.elsewhere}</p>
        <input type="hidden" name="to" value={to} />
        {wrong && (
          <p class="warn" role="alert">
            {waitPage.wrongCode}
          </p>
        )}
        <div class="field">
          <label for="code">
            {waitPage.code} <span class="small soft">{waitPage.codeHint}</span>
          </label>
          <input
            id="code"
            name="code"
            class="brief"
            inputmode="numeric"
            autocomplete="one-time-code"
            required
            maxlength={9}
          />
        </div>
        <button type="submit" class="quiet">
          {waitPage.useCode}
        </button>
      </form>
      <p class="actions small">
        <a href={view.href(`/sign-in/wait?to=${again}`)}>{waitPage.opened}</a>
        <a href={view.href(`/sign-in?to=${again}`)}>{waitPage.again}</a>
      </p>
    </Layout>
  );
}

/** Where a mail's link leads: one button, since a look at the link must change nothing. */
export function OpenLinkPage({ view, link, mail }: { view: PageView; link: string; mail: string }) {
  const { linkPage } = view.words;
  return (
    <Layout view={view} title={linkPage.openTitle} narrow>
      <h1>{linkPage.openTitle}</h1>
      <form method="post" action={view.href("/sign-in/link")} class="form card">
        <p>{linkPage.openLead(mail, view.name)}</p>
        <input type="hidden" name="k" value={link} />
        <button type="submit">{linkPage.open}</button>
      </form>
    </Layout>
  );
}

/** The link was opened in the browser that asked. */
export function SignedInPage({ view, onward }: { view: PageView; onward: string }) {
  const { linkPage } = view.words;
  return (
    <Layout view={view} title={linkPage.doneTitle} narrow>
      <h1>{linkPage.doneTitle}</h1>
      <p class="lead">{linkPage.done}</p>
      <p>
        <a class="button quiet" href={view.href(onward)}>
          {linkPage.goOnHere}
        </a>
      </p>
    </Layout>
  );
}

/** The link was opened elsewhere: here is the code for the window that asked. */
export function CodePage({ view, code }: { view: PageView; code: string }) {
  const { linkPage } = view.words;
  return (
    <Layout view={view} title={linkPage.codeTitle} narrow>
      <h1>{linkPage.codeTitle}</h1>
      <p>{linkPage.codeLead}</p>
      <p class="code">
        <bdi>{code}</bdi>
      </p>
      <p class="warn">{linkPage.codeWarning}</p>
    </Layout>
  );
}

/** The link is used, old or broken. */
export function DeadLinkPage({ view }: { view: PageView }) {
  const { linkPage, waitPage } = view.words;
  return (
    <Layout view={view} title={linkPage.deadTitle} narrow>
      <h1>{linkPage.deadTitle}</h1>
      <p class="lead">{linkPage.dead}</p>
      <p>
        <a class="button quiet" href={view.href("/sign-in")}>
          {waitPage.again}
        </a>
      </p>
    </Layout>
  );
}
