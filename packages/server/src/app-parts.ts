import type { Logger } from "pino";
import type { createClickRecorder } from "./domain/click-recorder.js";
import type { Clock, InstanceClock } from "./domain/clock.js";
import type { Counts } from "./domain/counts.js";
import type { Settings } from "./domain/settings.js";
import type { TokenReader } from "./domain/token-reader.js";
import type { Mailer } from "./mail/mailer.js";
import type { Limits } from "./routes/limits.js";
import type { Db } from "./store/open-store.js";

/** What an instance's HTTP side is made from. Tests hand in a database of their own and a clock that stands. */
export type AppDeps = {
  db: Db;
  /** Another connection to the same store, for reading beside a commit; `db` unless told. */
  reads?: Db;
  settings: Settings;
  clock: Clock;
  /** Null where no mail can be sent; sign-in then says so. */
  mailer: Mailer | null;
  /** The clock to move, in a demo only. */
  demo: InstanceClock | null;
  log: Logger;
};

/** What the routes share: the dependencies, and what is made once from them. */
export type AppParts = AppDeps & {
  reads: Db;
  counts: Counts;
  recorder: ReturnType<typeof createClickRecorder>;
  tokens: TokenReader;
  limits: Limits;
};
