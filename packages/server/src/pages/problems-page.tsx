import { CLICK_REFUSALS, PROBLEMS, type ProblemCode } from "@rivulet/protocol";
import { Layout } from "./layout.js";
import type { PageView } from "./page-view.js";

type Code = keyof PageView["words"]["problems"];

/** Every problem code, in words. */
export function ProblemsPage({ view }: { view: PageView }) {
  const { words } = view;
  return (
    <Layout view={view} title={words.problemsPage.title}>
      <h1>{words.problemsPage.title}</h1>
      <p class="lead">{words.problemsPage.lead}</p>
      <CodeList view={view} codes={Object.keys(PROBLEMS) as ProblemCode[]} />
      <h2>{words.problemsPage.ofClick}</h2>
      <CodeList view={view} codes={CLICK_REFUSALS} />
    </Layout>
  );
}

function CodeList({ view, codes }: { view: PageView; codes: readonly Code[] }) {
  return (
    <ul class="rows card">
      {codes.map((code) => (
        <li>
          <span class="what">
            <a href={view.href(`/problems/${code}`)}>
              <code>{code}</code>
            </a>
            <span class="small soft">{view.words.problems[code]}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** One problem code: where the `type` of a problem document leads. */
export function ProblemPage({ view, code }: { view: PageView; code: Code }) {
  const status = Object.hasOwn(PROBLEMS, code) ? PROBLEMS[code as ProblemCode].status : null;
  return (
    <Layout view={view} title={code} narrow>
      <h1>
        <code>{code}</code>
      </h1>
      <p class="lead">{view.words.problems[code]}</p>
      <p class="soft small">
        {status === null ? view.words.problemsPage.ofClick : view.words.problemsPage.status(status)}
      </p>
      <p>
        <a href={view.href("/problems")}>{view.words.problemsPage.title}</a>
      </p>
    </Layout>
  );
}
