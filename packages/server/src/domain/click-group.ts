import type { ClickResult, ClickSent, ClicksAnswer } from "@rivulet/protocol";
import type { Db, Tx } from "../store/open-store.js";
import { type Asked, type Facts, readFacts } from "./click-facts.js";
import { noWrites, write } from "./click-writes.js";
import { type Counts, countsOf } from "./counts.js";
import { REFUSAL_SENTENCES } from "./judge-click.js";
import { clickId, readClick } from "./read-click.js";
import { type Draft, type Group, recordClick } from "./record-click.js";
import { Refusal } from "./refusal.js";
import type { Sender } from "./sender.js";
import { siteTally, type Tallies, type Tally } from "./tallies.js";
import { undoClick, undoConnection, undoOwn } from "./undo-click.js";

/** What is to be done. The donor's own pages name no site, so two of them have no sender. */
export type Task =
  | { kind: "record"; from: Sender; clicks: ClickSent[] }
  | { kind: "undo"; from: Sender; id: string }
  | { kind: "undo-own"; donor: bigint; id: string }
  | { kind: "undo-connection"; donor: bigint; connection: bigint };
/** A task that waits for a commit. */
export type Job = Task & { now: number; resolve(answer: unknown): void; reject(error: unknown): void };

/** What a recorder keeps between its commits. */
export type Recording = { db: Db; counts: Counts; tallies: Tallies };

const DAY_MS = 86_400_000;

/** Commits a group of calls and answers each of them. Never rejects. */
export async function commitGroup(recording: Recording, jobs: Job[]): Promise<void> {
  // Caps and periods are those of a UTC day, so a group that midnight divides is two.
  const days = new Map<number, Job[]>();
  for (const job of jobs) {
    const day = Math.floor(job.now / DAY_MS);
    const sameDay = days.get(day);
    if (sameDay) sameDay.push(job);
    else days.set(day, [job]);
  }
  for (const sameDay of days.values()) await commitJobs(recording, sameDay);
}

async function commitJobs(recording: Recording, jobs: Job[]): Promise<void> {
  try {
    const done = await recording.db.transaction().execute((tx) => runJobs(tx, recording.tallies, jobs));
    // Memory learns of nothing that was not committed.
    for (const [url, clicks] of done.counts) recording.counts.set(url, clicks);
    for (const [n, job] of jobs.entries()) answer(job, done.outcomes[n]);
  } catch (error) {
    recording.tallies.forget(jobs.map(donorOf));
    await answerFailure(recording, jobs, error);
  }
}

/** A call that the store refuses must not take the others along, so each is tried by itself; a full or broken disk fails them all. */
async function answerFailure(recording: Recording, jobs: Job[], error: unknown): Promise<void> {
  if (isOutOfOrder(error)) {
    const sentence = "Clicks cannot be written now; send them again.";
    const refusal = new Refusal("unavailable", sentence, { cause: error });
    for (const job of jobs) job.reject(refusal);
  } else if (jobs.length === 1) {
    jobs[0]?.reject(error);
  } else {
    for (const job of jobs) await commitJobs(recording, [job]);
  }
}

/** What passes, or an operator can mend: the same call can succeed later. Any other fault is one of the program. */
const OUT_OF_ORDER = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|READONLY)(_|$)/;

function isOutOfOrder(error: unknown): boolean {
  return error instanceof Error && "code" in error && OUT_OF_ORDER.test(String(error.code));
}

function donorOf(job: Job): bigint {
  return "from" in job ? job.from.donor : job.donor;
}

function answer(job: Job, outcome: ClicksAnswer | Refusal | null | undefined): void {
  if (outcome instanceof Refusal) job.reject(outcome);
  else job.resolve(outcome ?? undefined);
}

type Outcome = Refusal | null | { results: Draft[]; from: Sender };

/** Runs calls in their order within one transaction. */
async function runJobs(tx: Tx, tallies: Tallies, jobs: Job[]) {
  const now = jobs.reduce((latest, job) => Math.max(latest, job.now), 0);
  const asked = jobs.map(readJob);
  const facts = await readFacts(tx, tallies, asked, now);
  const writes = noWrites();
  const outcomes = jobs.map((job, n) => runJob(job, asked[n] as Asked, { facts, writes }));
  await write(tx, writes, now);
  const counts = await countsOf(tx, [...urlsOf(facts)]);
  return { counts, outcomes: outcomes.map((outcome) => finish(outcome, facts, counts)) };
}

function readJob(job: Job): Asked {
  const nothing = { donor: donorOf(job), site: "", clicks: [], ids: [], undoes: null, openOf: null };
  switch (job.kind) {
    case "record": {
      const clicks = job.clicks.map((sent) => readClick(sent, job.now));
      return { ...nothing, site: job.from.site, clicks, ids: clicks.flatMap(({ id }) => id ?? []) };
    }
    case "undo":
      return { ...nothing, ids: [clickId(job.id) ?? ""], undoes: job.from.connection };
    case "undo-own":
      return { ...nothing, ids: [clickId(job.id) ?? ""] };
    case "undo-connection":
      return { ...nothing, openOf: job.connection };
  }
}

function runJob(job: Job, asked: Asked, group: Group): Outcome {
  switch (job.kind) {
    case "record": {
      const results = asked.clicks.map((click) => recordClick(job.from, click, job.now, group));
      return { from: job.from, results };
    }
    case "undo":
      return undoClick(job.from, clickId(job.id), job.now, group);
    case "undo-own":
      return undoOwn(job.donor, clickId(job.id), job.now, group);
    case "undo-connection":
      undoConnection(job.donor, job.connection, job.now, group);
      return null;
  }
}

/** Every URL that a click of the group is for, recorded now or before. */
function urlsOf(facts: Facts): Set<string> {
  return new Set([...facts.known.values()].flatMap(({ click }) => click?.url ?? []));
}

function finish(outcome: Outcome, facts: Facts, counts: Map<string, number>): ClicksAnswer | Refusal | null {
  if (outcome === null || outcome instanceof Refusal) return outcome;
  const { donor, connection } = outcome.from;
  const site = siteTally(facts.tallies.get(donor) as Tally, connection);
  return {
    results: outcome.results.map((draft) => resultOf(draft, counts, site.liveByUrl)),
    donor: { clicks: site.live, funded: facts.funded.get(donor) ?? false },
  };
}

function resultOf(
  { url, code, ...draft }: Draft,
  counts: Map<string, number>,
  mine: Map<string, number>,
): ClickResult {
  if (code) return { ...draft, problem: { code, detail: REFUSAL_SENTENCES[code] } };
  if (url === undefined) return draft;
  return { ...draft, count: counts.get(url) ?? 0, mine: mine.get(url) ?? 0 };
}
