import type { ClickSent } from "../click.js";
import { sendClicks } from "./ask-clicks.js";
import type { Exchange } from "./exchange.js";
import type { Probe } from "./probe.js";

type MixedCall = { clicks: [ClickSent, ClickSent, ...ClickSent[]]; exchange: Exchange };

/** One call with a bad click, a good one, two bad ones, and the good one again; sent once a run. */
export function mixedCall(probe: Probe): Promise<MixedCall> {
  return probe.once("mixed call", async () => {
    const good = probe.newClick();
    const clicks: MixedCall["clicks"] = [
      probe.newClick({ url: "javascript:alert(1)" }),
      good,
      probe.newClick({ id: "no UUID" }),
      probe.newClick({ publisher: probe.unknownHandle }),
      good,
    ];
    return { clicks, exchange: await sendClicks(probe, clicks) };
  });
}
