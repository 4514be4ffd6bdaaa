import { Layout } from "./layout.js";
import { money, type PageView } from "./page-view.js";

/** What this is, for who reads and for who writes. */
export function HomePage({
  view,
  minimum,
  feeBasisPoints,
}: {
  view: PageView;
  minimum: bigint;
  feeBasisPoints: number;
}) {
  const { home } = view.words;
  return (
    <Layout view={view} title={view.words.siteLine}>
      <h1>{home.title}</h1>
      <p class="lead">{home.lead}</p>
      <p class="actions">
        <a class="button" href={view.href(view.mail === null ? "/sign-in?to=/me" : "/me")}>
          {view.mail === null ? home.start : view.words.mySupport}
        </a>
        <a
          class="button quiet"
          href={view.href(view.mail === null ? "/sign-in?to=/publisher" : "/publisher")}
        >
          {view.mail === null ? home.getButton : view.words.myPages}
        </a>
      </p>
      <div class="pair">
        <Steps title={home.donorTitle} steps={home.donorSteps} />
        <Steps title={home.publisherTitle} steps={home.publisherSteps} />
      </div>
      <section>
        <h2>{home.facts}</h2>
        <p class="soft">
          {home.minimum(money(view, minimum))}{" "}
          {feeBasisPoints === 0 ? home.noFee : home.fee(percent(view, feeBasisPoints))}
        </p>
      </section>
    </Layout>
  );
}

function Steps({ title, steps }: { title: string; steps: string[] }) {
  return (
    <section class="card">
      <h2>{title}</h2>
      <ol class="steps">
        {steps.map((step) => (
          <li>{step}</li>
        ))}
      </ol>
    </section>
  );
}

function percent(view: PageView, basisPoints: number): string {
  return new Intl.NumberFormat(view.language, { maximumFractionDigits: 2 }).format(basisPoints / 100);
}
