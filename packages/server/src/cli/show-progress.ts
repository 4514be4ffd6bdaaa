import type { Progress } from "../domain/settlement.js";

const WIDTH = 30;

/** A progress bar on a terminal's stderr; elsewhere nothing is shown. */
export function showProgress(): { show(progress: Progress): void; end(): void } {
  const { stderr } = process;
  let shown = false;
  return {
    show({ step, done, total }) {
      if (!stderr.isTTY) return;
      const filled = total === 0 ? WIDTH : Math.floor((done / total) * WIDTH);
      stderr.write(`\r${"#".repeat(filled)}${".".repeat(WIDTH - filled)} ${step} ${done}/${total}\u001b[K`);
      shown = true;
    },
    end() {
      if (shown) stderr.write("\r\u001b[K");
    },
  };
}
