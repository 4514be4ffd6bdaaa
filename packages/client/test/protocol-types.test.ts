import type { ClickRefusal, MeAnswer, ProblemCode } from "@rivulet/protocol";
import { expectTypeOf, it } from "vitest";
import type { Me } from "../src/client.js";
import type { ProtocolCode } from "../src/rivulet-error.js";

// These are proved by the compiler (`tsc --build scripts/tsconfig.tests.json`), which `npm test` runs.
it("the codes of an error are the protocol's", () => {
  expectTypeOf<ProtocolCode>().toEqualTypeOf<ProblemCode | ClickRefusal>();
});

it("what `me` tells is the protocol's answer", () => {
  expectTypeOf<Me>().toEqualTypeOf<MeAnswer>();
});
