import { Layout } from "./layout.js";
import { moment, type PageView } from "./page-view.js";

/** A mail as it is shown; `sentAt` in milliseconds since 1970. */
export type MailShown = { to: string; subject: string; text: string; sentAt: number };

/** The mails that a demo would have sent. Links of this instance can be followed; nothing else is made a link. */
export function OutboxPage({ view, mails }: { view: PageView; mails: MailShown[] }) {
  const { outboxPage } = view.words;
  return (
    <Layout view={view} title={outboxPage.title}>
      <h1>{outboxPage.title}</h1>
      <p class="lead">{outboxPage.lead}</p>
      <p>
        <a href={view.href("/demo/outbox")}>{outboxPage.refresh}</a>
      </p>
      {mails.length === 0 && <p class="soft">{outboxPage.none}</p>}
      {mails.map((mail) => (
        <article class="card">
          <h2>{mail.subject}</h2>
          <p class="small soft">
            {outboxPage.to} <bdi>{mail.to}</bdi> · {moment(view, mail.sentAt)}
          </p>
          <div class="mail">
            {mail.text
              .split(/\n+/)
              .filter(Boolean)
              .map((line) => (
                <p>{line.startsWith(`${view.origin}/`) ? <a href={line}>{line}</a> : line}</p>
              ))}
          </div>
        </article>
      ))}
    </Layout>
  );
}
