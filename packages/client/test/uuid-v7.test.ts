import { describe, expect, it } from "vitest";
import { createUuids } from "../src/uuid-v7.js";

describe("ids", () => {
  it("are UUIDs of version 7 that begin with the time", () => {
    const id = createUuids(() => 0x019ac0de7b1c)();
    expect(id).toMatch(/^019ac0de-7b1c-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it("rise within a millisecond and when the clock is set back", () => {
    const times = [5_000, 5_000, 5_000.5, 4_000, 6_000];
    const nextId = createUuids(() => times.shift() ?? 0);
    const ids = Array.from({ length: 5 }, nextId);
    expect(ids).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(5);
  });

  it("use every value of the variant's two bits and never another", () => {
    const nextId = createUuids(Date.now);
    const variants = new Set(Array.from({ length: 400 }, () => nextId()[19]));
    expect([...variants].sort()).toEqual(["8", "9", "a", "b"]);
  });
});
