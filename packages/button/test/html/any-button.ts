import fc from "fast-check";
import type { ButtonOptions } from "../../src/html/render-button.js";

/** Signs that have ended an attribute, a tag or a script somewhere, among any others. */
const sign = fc.oneof(
  fc.constantFrom(
    ..."\"'<>&;`=/[]{}%\\ \n\r\t\0\v\f",
    "&quot",
    "&#34;",
    "&#x22",
    "-->",
    "]]>",
    "</a>",
    "</rivulet-button>",
    "</template>",
    "\u00a0",
    "\u2028",
    "\ud83c",
    "\udf0a",
    "\u202e",
    "\ufeff",
    "\ufffe",
  ),
  fc.string({ unit: "binary", maxLength: 3 }),
);
const text = fc.array(sign, { maxLength: 40 }).map((signs) => signs.join(""));
const maybe = fc.option(text, { nil: undefined });

/** Any button: texts that are as bad as can be, in an element or as a link. */
export const anyButton: fc.Arbitrary<ButtonOptions> = fc.record({
  backend: fc.constantFrom("https://give.example.org", "https://example.org/give's/"),
  publisher: text.map((handle) => `p${handle}`),
  url: text.map((path) => `https://blog.example/${path.slice(0, 60)}`),
  name: maybe,
  category: maybe,
  tags: fc.option(fc.array(text, { maxLength: 12 }), { nil: undefined }),
  label: maybe,
  words: maybe,
  lang: fc.constantFrom(undefined, "fr", "eo", "ar"),
  unlisted: fc.boolean(),
  nocount: fc.boolean(),
  form: fc.constantFrom("element", "link"),
});
