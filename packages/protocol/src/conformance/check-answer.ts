import * as v from "valibot";
import { PROBLEMS, type Problem, type ProblemCode } from "../problem.js";
import type { Exchange } from "./exchange.js";
import { BrokenRule } from "./rule.js";

/** Throws `BrokenRule` with the exchange that shows it, unless the condition holds. */
export function check(condition: boolean, exchange: Exchange, sentence: string): asserts condition {
  if (!condition) throw new BrokenRule(sentence, exchange);
}

export function checkStatus(exchange: Exchange, status: number): void {
  check(
    exchange.answer.status === status,
    exchange,
    `Status ${status} was due, ${exchange.answer.status} came.`,
  );
}

/** A header as a list: lower case, without blanks, sorted. */
export function listOf(exchange: Exchange, header: string): string[] {
  const items = (exchange.answer.headers.get(header) ?? "")
    .split(",")
    .map((item) => item.trim().toLowerCase());
  return items.filter((item) => item !== "").sort();
}

export function checkHeader(exchange: Exchange, name: string, due: string | RegExp): void {
  const value = exchange.answer.headers.get(name);
  const fits = value !== null && (typeof due === "string" ? value === due : due.test(value));
  check(fits, exchange, `${name}: ${due} was due, ${value ?? "no such header"} came.`);
}

export function checkList(exchange: Exchange, name: string, due: readonly string[]): void {
  const items = listOf(exchange, name);
  const wanted = due.map((item) => item.toLowerCase()).sort();
  check(
    items.join() === wanted.join(),
    exchange,
    `${name}: ${due.join(", ")} was due, ${items.join(", ")} came.`,
  );
}

/** The answer's JSON, whatever it is. */
export function jsonOf(exchange: Exchange): unknown {
  try {
    return JSON.parse(exchange.answer.text) as unknown;
  } catch {
    throw new BrokenRule("JSON was due.", exchange);
  }
}

/** The answer's JSON in the shape that the schema asks for. */
export function answerOf<S extends v.GenericSchema>(exchange: Exchange, schema: S): v.InferOutput<S> {
  const parsed = v.safeParse(schema, jsonOf(exchange));
  if (parsed.success) return parsed.output;
  const faults = parsed.issues.map((issue) => `${v.getDotPath(issue) ?? "the whole"}: ${issue.message}`);
  throw new BrokenRule(`The answer has another shape. ${faults.join(". ")}.`, exchange);
}

/** Checks status and code, and nothing else of a problem: the rest are rules of their own. */
export function checkProblem(exchange: Exchange, code: ProblemCode): Partial<Problem> {
  checkStatus(exchange, PROBLEMS[code].status);
  const document = answerOf(exchange, v.looseObject({ code: v.optional(v.string()) })) as Partial<Problem>;
  check(document.code === code, exchange, `The code ${code} was due, ${document.code ?? "none"} came.`);
  return document;
}

export function checkPointers(exchange: Exchange, due: readonly string[]): void {
  const errors = v.object({ errors: v.array(v.object({ pointer: v.string() })) });
  const pointers = answerOf(exchange, errors).errors.map(({ pointer }) => pointer);
  const same = [...pointers].sort().join(" ") === [...due].sort().join(" ");
  check(
    same,
    exchange,
    `errors[] should point at ${due.join(", ")}; it points at ${pointers.join(", ") || "nothing"}.`,
  );
}
