import { askCounts, needCounted, sendClicks, undo } from "./ask-clicks.js";
import type { Exchange } from "./exchange.js";
import type { Probe } from "./probe.js";

/** A click from before it was sent until it was sent again after its undo, with the counts between. */
export type LifeOfAClick = {
  id: string;
  url: string;
  before: Exchange;
  counted: Exchange;
  undone: Exchange;
  afterUndo: Exchange;
  undoneAgain: Exchange;
  sentAgain: Exchange;
  atTheEnd: Exchange;
};

/** Lives through a click's whole life, once a run. */
export function lifeOfAClick(probe: Probe): Promise<LifeOfAClick> {
  return probe.once("life of a click", async () => {
    const click = probe.newClick();
    const { id, url } = click;
    const before = await askCounts(probe, [url]);
    const sent = await sendClicks(probe, [click]);
    needCounted(sent);
    const counted = await askCounts(probe, [url]);
    const undone = await undo(probe, id);
    const afterUndo = await askCounts(probe, [url]);
    const undoneAgain = await undo(probe, id);
    const sentAgain = await sendClicks(probe, [click]);
    const atTheEnd = await askCounts(probe, [url]);
    return { id, url, before, counted, undone, afterUndo, undoneAgain, sentAgain, atTheEnd };
  });
}
