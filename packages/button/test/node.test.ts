import { describe, expect, it } from "vitest";

describe("in Node", () => {
  it("importing gives a class, registers nothing and never throws", async () => {
    const { RivuletButton } = await import("@rivulet/button");
    expect(typeof RivuletButton).toBe("function");
    await import("../src/define.js");
    expect("customElements" in globalThis).toBe(false);
  });
});
