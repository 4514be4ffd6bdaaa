import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, test } from "vitest";
import { openApiDocument, PROBLEMS } from "../src/index.js";

const document = JSON.parse(JSON.stringify(openApiDocument("https://give.example/api"))) as {
  servers: { url: string }[];
  paths: Record<
    string,
    Record<string, { responses: Record<string, unknown>; operationId: string; security?: unknown }>
  >;
};
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
);

function everyRef(node: unknown): string[] {
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => (key === "$ref" ? [String(value)] : everyRef(value)));
}

function resolve(ref: string): unknown {
  return ref
    .slice(2)
    .split("/")
    .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], document);
}

describe("the OpenAPI document", () => {
  test("is valid OpenAPI 3.1", async () => {
    expect(await new Validator().validate(structuredClone(document))).toMatchObject({ valid: true });
  });

  test("covers what is served", () => {
    expect(operations.map(({ name }) => name).sort()).toEqual([
      "DELETE /v1/clicks/{id}",
      "DELETE /v1/subscriptions",
      "GET /.well-known/oauth-authorization-server",
      "GET /.well-known/rivulet",
      "GET /badge.svg",
      "GET /connect",
      "GET /oembed",
      "GET /submit/auto",
      "GET /v1/counts",
      "GET /v1/me",
      "GET /v1/openapi.json",
      "POST /v1/clicks",
      "POST /v1/revoke",
      "POST /v1/token",
      "PUT /v1/subscriptions",
    ]);
  });

  test("names the base as its server", () => {
    expect(document.servers).toEqual([{ url: "https://give.example/api" }]);
  });

  test("every reference leads to something", () => {
    const refs = everyRef(document);
    expect(refs.length).toBeGreaterThan(10);
    for (const ref of refs) expect(resolve(ref), ref).toBeDefined();
  });

  test.each(operations)("$name has an answer for success and for failure", ({ operation }) => {
    const statuses = Object.keys(operation.responses);
    expect(statuses).toEqual(
      expect.arrayContaining([expect.stringMatching(/^20[04]$/), expect.stringMatching(/^4/)]),
    );
  });

  test("what needs a token says so", () => {
    const secured = operations
      .filter(({ operation }) => operation.security)
      .map(({ operation }) => operation.operationId);
    expect(secured.sort()).toEqual(["me", "sendClicks", "subscribe", "undoClick", "unsubscribe"]);
  });

  test.each(Object.entries(PROBLEMS))("%s stands under its status", (code, { status }) => {
    const told = operations.some(({ operation }) =>
      JSON.stringify(operation.responses[status] ?? "").includes(`"${code}"`),
    );
    expect(told).toBe(true);
  });
});
