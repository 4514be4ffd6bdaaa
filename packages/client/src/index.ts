export type {
  ClickOutcome,
  ClickSaved,
  Client,
  ClientEvents,
  ClientOptions,
  ClientState,
  ConnectOptions,
  Me,
  MineOf,
  Storage,
  Subscription,
  SubscriptionMonths,
  Thing,
} from "./client.js";
export { createClient } from "./create-client.js";
export { type ClientCode, type RivuletCode, RivuletError } from "./rivulet-error.js";
