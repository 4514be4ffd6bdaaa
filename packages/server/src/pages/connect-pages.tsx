import { type ConnectRequest, readScopes } from "@rivulet/protocol";
import { BudgetForm } from "./budget-form.js";
import { Layout } from "./layout.js";
import type { PageView } from "./page-view.js";

/** The one press that every connect needs. By redirect it shows the whole address to which the donor is sent. */
export function ConsentPage({
  view,
  request,
  known,
}: {
  view: PageView;
  request: ConnectRequest;
  known: boolean;
}) {
  const { connectPage } = view.words;
  const site = request.client_id;
  const scopes = readScopes(request.scope);
  return (
    <Layout view={view} title={connectPage.title(site)} narrow script="consent.js">
      <h1>{connectPage.lead(site)}</h1>
      <form method="post" action={view.href("/connect")} class="form card">
        {Object.entries(request).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <ul class="ticks">
          {scopes.includes("click") && <li>{connectPage.can}</li>}
          {scopes.includes("subscribe") && <li>{connectPage.canSubscribe}</li>}
          <li>{connectPage.cannot}</li>
          {known && <li>{connectPage.before}</li>}
        </ul>
        {request.response_mode === "query" && (
          <p class="small">
            {connectPage.redirect} <bdi class="address">{request.redirect_uri}</bdi>
          </p>
        )}
        <div class="actions">
          <button type="submit" name="answer" value="allow" data-calm>
            {connectPage.allow}
          </button>
          <button type="submit" name="answer" value="deny" class="quiet">
            {connectPage.deny}
          </button>
        </div>
      </form>
      <SignedInAs view={view} />
    </Layout>
  );
}

function SignedInAs({ view }: { view: PageView }) {
  return (
    <form method="post" action={view.href("/sign-out")} class="actions small soft">
      <span>{view.mail !== null && view.words.signedInAs(view.mail)}</span>
      <input type="hidden" name="to" value={view.here} />
      <button type="submit" class="plain">
        {view.words.connectPage.notYou}
      </button>
    </form>
  );
}

/** A donor without a budget sets one before the first site is connected. */
export function FirstBudgetPage(props: {
  view: PageView;
  site: string;
  minimum: bigint;
  onward: string;
  wrong?: string;
}) {
  const { view, site, minimum, onward, wrong } = props;
  const { connectPage } = view.words;
  return (
    <Layout view={view} title={connectPage.budgetTitle} narrow>
      <h1>{connectPage.budgetTitle}</h1>
      <p class="lead">{connectPage.budgetLead(site)}</p>
      <section class="card">
        <BudgetForm view={view} minimum={minimum} budget={null} onward={onward} wrong={wrong} />
      </section>
      <SignedInAs view={view} />
    </Layout>
  );
}

/** Hands the answer to the page that opened this window; without script, or without opener, a link leads on. */
export function AnswerPage(props: {
  view: PageView;
  site: string;
  message: string;
  onward: string;
  allowed: boolean;
}) {
  const { view, site, message, onward, allowed } = props;
  const { connectPage } = view.words;
  const title = allowed ? connectPage.answerTitle : connectPage.deniedTitle;
  return (
    <Layout view={view} title={title} narrow script="answer.js" data={{ site, message, onward }}>
      <h1>{title}</h1>
      <p>{connectPage.answerClose}</p>
      <p>
        <a href={onward}>{connectPage.answerGoOn(site)}</a>
      </p>
    </Layout>
  );
}

/** The site asked wrongly: a window that it has opened tells it, and a reader goes back there by an own press alone. */
export function RefusedConnectPage(props: {
  view: PageView;
  site: string;
  reason: string;
  onward: string;
  message: string | null;
}) {
  const { view, site, reason, onward, message } = props;
  const { connectPage } = view.words;
  const told = message === null ? {} : { script: "answer.js", data: { site, message } };
  return (
    <Layout view={view} title={connectPage.badTitle} narrow {...told}>
      <h1>{connectPage.backTitle(site)}</h1>
      <p class="lead">{connectPage.back(site)}</p>
      <p class="small soft" lang="en">
        {reason}
      </p>
      <p>
        <a class="button quiet" href={onward}>
          {connectPage.answerGoOn(site)}
        </a>
      </p>
    </Layout>
  );
}

/** The request cannot be trusted with an answer: never a redirect. */
export function BadConnectPage({ view, reason }: { view: PageView; reason: string }) {
  const { connectPage } = view.words;
  return (
    <Layout view={view} title={connectPage.badTitle} narrow>
      <h1>{connectPage.badTitle}</h1>
      <p class="lead">{connectPage.bad}</p>
      <p class="small soft" lang="en">
        {reason}
      </p>
    </Layout>
  );
}
