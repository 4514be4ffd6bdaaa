import { Layout } from "./layout.js";
import type { PageView } from "./page-view.js";

/** Why something was refused, in words. */
export function ErrorPage({ view, reason, title }: { view: PageView; reason: string; title?: string }) {
  return (
    <Layout view={view} title={title ?? view.words.errorPage.title} narrow>
      <h1>{title ?? view.words.errorPage.title}</h1>
      <p class="warn">{reason}</p>
      <p>
        <a href={view.href("/")}>{view.words.errorPage.home}</a>
      </p>
    </Layout>
  );
}

/** There is nothing at this address. */
export function NotFoundPage({ view }: { view: PageView }) {
  return (
    <Layout view={view} title={view.words.errorPage.notFoundTitle} narrow>
      <h1>{view.words.errorPage.notFoundTitle}</h1>
      <p class="lead">{view.words.errorPage.notFound}</p>
      <p>
        <a href={view.href("/")}>{view.words.errorPage.home}</a>
      </p>
    </Layout>
  );
}
