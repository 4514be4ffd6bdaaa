/** The conformance suite: checks any backend against the protocol's page, rule by rule. */

export { commandLine, type Surroundings } from "./command-line.js";
export { describeExchange, type Exchange } from "./exchange.js";
export { type RuleResult, runConformance } from "./run-conformance.js";
export type { Target } from "./target.js";
