import type { ClickSent } from "../click.js";
import type { Exchange } from "./exchange.js";
import type { Target } from "./target.js";
import { uuidV7 } from "./uuid-v7.js";

/** A request, with a path from the base on or a whole address. */
export type Asked = { method?: string; path: string; headers?: Record<string, string>; body?: string };

const MOST_TRIES = 4;
const LONGEST_PAUSE_MS = 60_000;

/** Sends what the rules ask, keeps every exchange, and makes clicks on pages that no run before has named. */
export class Probe {
  readonly target: Target;
  readonly base: string;
  readonly exchanges: Exchange[] = [];
  readonly #made = new Map<string, Promise<unknown>>();
  readonly #run = uuidV7(Date.now()).slice(-12);
  #pages = 0;

  constructor(target: Target) {
    this.target = target;
    this.base = target.backend.replace(/\/+$/, "");
  }

  /** Sends a request. After 429 and 503 it waits as it is told, and sends it again. */
  async ask(asked: Asked): Promise<Exchange> {
    for (let tries = 1; ; tries += 1) {
      const exchange = await this.#send(asked);
      const pauseMs = pauseOf(exchange);
      if (pauseMs === null || tries === MOST_TRIES) return exchange;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }

  /** Sends a request as the site's page does: with its `Origin`, and with the token unless another is told. */
  askFromSite(asked: Asked, token: string | null = this.target.token): Promise<Exchange> {
    const authorization = token === null ? {} : { authorization: `Bearer ${token}` };
    return this.ask({ ...asked, headers: { origin: this.target.site, ...authorization, ...asked.headers } });
  }

  /** What is made once a run and looked at by several rules, such as a counted click. */
  once<T>(name: string, make: () => Promise<T>): Promise<T> {
    const made = this.#made.get(name) ?? make();
    this.#made.set(name, made);
    return made as Promise<T>;
  }

  /** The address of a page of the site that nobody has clicked. */
  freshUrl(): string {
    this.#pages += 1;
    return `${this.target.site}/rivulet-conformance/${this.#run}/${this.#pages}`;
  }

  /** A click that a backend counts, unless it is changed. */
  newClick(change: Partial<ClickSent> = {}): ClickSent {
    const now = Date.now();
    const { publisher } = this.target;
    const clicked_at = new Date(now).toISOString();
    return { id: uuidV7(now), publisher, url: this.freshUrl(), clicked_at, ...change };
  }

  /** A handle that nobody has. */
  get unknownHandle(): string {
    return `nobody-${this.#run}`;
  }

  async #send({ method = "GET", path, headers = {}, body }: Asked): Promise<Exchange> {
    const url = path.startsWith("/") ? `${this.base}${path}` : path;
    const send = this.target.fetch ?? fetch;
    const response = await send(url, {
      method,
      headers,
      redirect: "manual",
      ...(body === undefined ? {} : { body }),
    });
    const answer = { status: response.status, headers: response.headers, text: await response.text() };
    const exchange = { request: { method, url, headers, body: body ?? null }, answer };
    this.exchanges.push(exchange);
    return exchange;
  }
}

/** How long a backend asks to wait, or null where it does not, or for too long. */
function pauseOf({ answer }: Exchange): number | null {
  if (answer.status !== 429 && answer.status !== 503) return null;
  const seconds = Number(answer.headers.get("retry-after") ?? Number.NaN);
  const pauseMs = seconds * 1000;
  return pauseMs >= 0 && pauseMs <= LONGEST_PAUSE_MS ? pauseMs : null;
}
