import { describe, expect, test } from "vitest";
import { parseRevokeRequest, parseTokenRequest } from "../src/index.js";

describe("a request for a token", () => {
  const FORM = {
    grant_type: "authorization_code",
    code: "c0de",
    code_verifier: "verifier",
    client_id: "https://blog.example",
    redirect_uri: "https://blog.example/post",
  };
  const parse = (form: Record<string, string>) => parseTokenRequest(new URLSearchParams(form));

  test("the five fields pass, others are ignored", () => {
    expect(parse({ ...FORM, more: "1" })).toEqual({ ok: true, request: FORM });
  });

  test.each(Object.keys(FORM))(
    "without %s it is invalid_request, and the code is told so that it can be used up",
    (name) => {
      const { [name as keyof typeof FORM]: _, ...form } = FORM;
      const code = name === "code" ? null : "c0de";
      expect(parse(form)).toMatchObject({ ok: false, refusal: { error: "invalid_request" }, code });
      expect(parse({ ...FORM, [name]: "" })).toMatchObject({
        ok: false,
        refusal: { error: "invalid_request" },
        code,
      });
    },
  );

  test("another grant is unsupported_grant_type", () => {
    expect(parse({ ...FORM, grant_type: "password" })).toMatchObject({
      refusal: { error: "unsupported_grant_type" },
    });
  });

  test("a repeated field is invalid_request", () => {
    const form = new URLSearchParams(FORM);
    form.append("code", "other");
    expect(parseTokenRequest(form)).toMatchObject({
      ok: false,
      refusal: { error: "invalid_request" },
      code: "c0de",
    });
  });

  test("a revocation needs its token alone", () => {
    expect(parseRevokeRequest(new URLSearchParams("token=a&token_type_hint=b"))).toEqual({
      ok: true,
      request: { token: "a" },
    });
    expect(parseRevokeRequest(new URLSearchParams())).toMatchObject({
      ok: false,
      refusal: { error: "invalid_request" },
    });
    expect(parseRevokeRequest(new URLSearchParams("token=a&token=b"))).toMatchObject({ ok: false });
  });
});
