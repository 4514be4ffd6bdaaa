import type { SubscriptionMade, SubscriptionRejected } from "@rivulet/protocol";
import { ask } from "./ask.js";
import type { Subscription, SubscriptionMonths, Thing } from "./client.js";
import type { Desk } from "./desk.js";

const PATH = "/v1/subscriptions";

/** Gives to a thing each month (protocol page, "Subscriptions"); rejects with the code for which a click would be refused. */
export async function subscribe(
  core: Desk,
  { publisher, url }: Thing,
  months: SubscriptionMonths,
): Promise<Subscription> {
  const body = JSON.stringify({ url, publisher, months });
  const answer = await ask<SubscriptionMade & SubscriptionRejected>(core, PATH, { method: "PUT", body });
  if (answer.until === undefined) throw core.fail(answer.problem?.code ?? "bad-answer");
  return answer as Subscription;
}

/** Ends it; where there is none that is as good. */
export async function unsubscribe(core: Desk, { publisher, url }: Thing): Promise<void> {
  await ask(core, `${PATH}?${new URLSearchParams({ url, publisher })}`, { method: "DELETE" });
}
