import type { ClickSent, ClicksAnswer } from "@rivulet/protocol";
import type { Db } from "../store/open-store.js";
import { commitGroup, type Job, type Task } from "./click-group.js";
import type { Counts } from "./counts.js";
import { Refusal } from "./refusal.js";
import type { Sender } from "./sender.js";
import { createTallies } from "./tallies.js";

export type { Sender } from "./sender.js";

/** Takes clicks and their undoing, and answers once they are on durable storage. */
export type ClickRecorder = {
  /**
   * Records the clicks of one call, in their order. A click that breaks a rule is rejected inside the answer.
   * @throws Refusal `unavailable` when nothing of the call was recorded and it can be sent again.
   */
  record(from: Sender, clicks: ClickSent[], now: number): Promise<ClicksAnswer>;
  /**
   * Takes a click back; again changes nothing, and an id never seen is remembered as undone.
   * @throws Refusal `already-settled`, `unknown-click`, `rate-limited` (too many ids never seen), `unavailable`
   */
  undo(from: Sender, id: string, now: number): Promise<void>;
  /**
   * Takes back a click of the donor's own, whichever site sent it; again changes nothing.
   * @throws Refusal `already-settled`, `unknown-click`, `unavailable`
   */
  undoOwn(donor: bigint, id: string, now: number): Promise<void>;
  /**
   * Takes back every click of a donor's connection whose period is not closed, also of one that is over and waits for its
   * settlement. Call it when the connection's tokens are revoked, so that no click follows.
   * @throws Refusal `unavailable`
   */
  undoConnection(donor: bigint, connection: bigint, now: number): Promise<void>;
  /** Lets memory go: clicks were written beside the recorder, through its own connection. Another connection's are noticed. */
  forget(): void;
};

/** How many calls and clicks may wait; what comes on top is refused, so that a flood does not fill the memory. */
const WAITING_CALLS = 10_000;
const WAITING_CLICKS = 20_000;
/** How many clicks one commit takes at most, so that it stays short. */
const CLICKS_PER_COMMIT = 1_000;

/**
 * Everything that arrives in one turn of the event loop goes into one commit, so that a disk that syncs two thousand times a
 * second takes tens of thousands of clicks.
 */
export function createClickRecorder({ db, counts }: { db: Db; counts: Counts }): ClickRecorder {
  const recording = { db, counts, tallies: createTallies() };
  let waiting: Job[] = [];
  let waitingClicks = 0;
  let running = false;

  function enqueue(task: Task, now: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (waiting.length >= WAITING_CALLS || waitingClicks + clicksOf(task) > WAITING_CLICKS) {
        reject(new Refusal("unavailable", "Too many clicks wait to be written; send them again."));
        return;
      }
      waiting.push({ ...task, now, resolve, reject });
      waitingClicks += clicksOf(task);
      schedule();
    });
  }

  function schedule(): void {
    if (running || waiting.length === 0) return;
    running = true;
    setImmediate(() => {
      const group = takeGroup();
      commitGroup(recording, group).finally(() => {
        running = false;
        schedule();
      });
    });
  }

  function takeGroup(): Job[] {
    let clicks = 0;
    let calls = 0;
    while (calls < waiting.length && clicks < CLICKS_PER_COMMIT) {
      clicks += clicksOf(waiting[calls++] as Job);
    }
    waitingClicks -= clicks;
    const group = waiting.slice(0, calls);
    waiting = waiting.slice(calls);
    return group;
  }

  return {
    async record(from, clicks, now) {
      return (await enqueue({ kind: "record", from, clicks }, now)) as ClicksAnswer;
    },
    async undo(from, id, now) {
      await enqueue({ kind: "undo", from, id }, now);
    },
    async undoOwn(donor, id, now) {
      await enqueue({ kind: "undo-own", donor, id }, now);
    },
    async undoConnection(donor, connection, now) {
      await enqueue({ kind: "undo-connection", donor, connection }, now);
    },
    forget() {
      counts.forget();
      recording.tallies.forgetAll();
    },
  };
}

function clicksOf(task: Task): number {
  return task.kind === "record" ? task.clicks.length : 1;
}
