import { describe, expect, test } from "vitest";
import { parseConnectRequest } from "../src/index.js";

describe("a connect", () => {
  const QUERY = {
    response_type: "code",
    client_id: "https://blog.example",
    redirect_uri: "https://blog.example/post?id=7",
    state: "rivulet.abc",
    code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
    code_challenge_method: "S256",
  };
  const parse = (change: Record<string, string | undefined>) => {
    const given = Object.entries({ ...QUERY, ...change }).filter(
      (pair): pair is [string, string] => pair[1] !== undefined,
    );
    return parseConnectRequest(new URLSearchParams(given));
  };

  test("scope is click and the mode query where nothing is said", () => {
    expect(parse({})).toEqual({
      kind: "good",
      request: { ...QUERY, scope: "click", response_mode: "query" },
    });
    expect(parse({ scope: "click", response_mode: "web_message" })).toMatchObject({
      kind: "good",
      request: { response_mode: "web_message" },
    });
  });

  test.each([
    ["subscribe", "subscribe"],
    ["click subscribe", "click subscribe"],
    ["subscribe click", "click subscribe"],
    ["click click", "click"],
  ])("scope %j asks for %j: each once, in the protocol's order", (scope, asked) => {
    expect(parse({ scope })).toMatchObject({ kind: "good", request: { scope: asked } });
  });

  test.each([
    { client_id: undefined },
    { client_id: "null" },
    { client_id: "http://blog.example" },
    { client_id: "https://blog.example/" },
    { redirect_uri: undefined },
    { redirect_uri: "" },
    { redirect_uri: "/post" },
    { redirect_uri: "https://other.example/post" },
    { redirect_uri: "http://blog.example/post" },
    { redirect_uri: "https://blog.example.other.example/" },
    { redirect_uri: "https://blog.example@other.example/" },
    { redirect_uri: "https://me@blog.example/post" },
    { redirect_uri: "https://blog.example/post#top" },
    { redirect_uri: "https://blog.example/post#" },
    { redirect_uri: "javascript:alert(1)" },
    { redirect_uri: "blob:https://blog.example/1" },
  ])("%j is answered by a page, never by a redirect", (change) => {
    expect(parse(change)).toMatchObject({ kind: "untrusted", reason: expect.stringMatching(/./) });
  });

  test.each([
    [{ response_type: undefined }, "invalid_request"],
    [{ response_type: "token" }, "unsupported_response_type"],
    [{ state: undefined }, "invalid_request"],
    [{ state: "x".repeat(513) }, "invalid_request"],
    [{ code_challenge: undefined }, "invalid_request"],
    [{ code_challenge: "short" }, "invalid_request"],
    [{ code_challenge_method: undefined }, "invalid_request"],
    [{ code_challenge_method: "plain" }, "invalid_request"],
    [{ scope: "" }, "invalid_scope"],
    [{ scope: "click  subscribe" }, "invalid_scope"],
    [{ scope: "click everything" }, "invalid_scope"],
    [{ response_mode: "fragment" }, "invalid_request"],
  ])("%j tells the site %s", (change, error) => {
    expect(parse(change)).toMatchObject({
      kind: "refused",
      refusal: { error, redirectUri: QUERY.redirect_uri },
    });
  });

  test("a refusal goes the way that was asked for, with its state", () => {
    expect(parse({ scope: "x", response_mode: "web_message" })).toMatchObject({
      refusal: { responseMode: "web_message", state: "rivulet.abc", site: "https://blog.example" },
    });
  });

  test("a parameter given twice is refused; where it decides on the address, by a page", () => {
    const twice = (name: string) =>
      parseConnectRequest(new URLSearchParams([...Object.entries(QUERY), [name, "https://blog.example"]]));
    expect(twice("state")).toMatchObject({ kind: "refused", refusal: { error: "invalid_request" } });
    expect(twice("client_id")).toMatchObject({ kind: "untrusted" });
    expect(twice("redirect_uri")).toMatchObject({ kind: "untrusted" });
  });
});
