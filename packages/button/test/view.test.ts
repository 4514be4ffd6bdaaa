// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { AT_REST, type Standing } from "../src/button-state.js";
import { type ButtonModel, buttonView } from "../src/button-view.js";
import { countText } from "../src/count-text.js";
import { draw as drawView } from "../src/draw.js";
import { popoverView, sentenceOf } from "../src/popover-view.js";
import { sentences as en } from "../src/words/en.js";
import { lineWords } from "../src/words/line-words.js";

const acts = { press() {}, open() {}, approach() {}, key() {} };
const popoverActs = { run() {}, subscribe() {}, toggled() {} };
const idle: ButtonModel = {
  look: "idle",
  word: "Give",
  said: lineWords.en,
  title: "Rivers",
  count: 1234,
  lang: "en",
  dir: "ltr",
  system: false,
  status: null,
  popover: null,
};
const draw = (model: Partial<ButtonModel>): HTMLElement => {
  const root = document.createElement("div");
  drawView(root, buttonView({ ...idle, ...model }, acts));
  return root;
};
const client = { connected: false, offline: false, waiting: 1, unclaimed: 0, kept: true };
const model = (standing: Partial<Standing>, state = {}) => ({
  standing: { ...AT_REST, ...standing },
  client: { ...client, ...state },
  backend: "https://give.example",
  lang: "en",
  words: en,
  isBusy: false,
});

describe("the view", () => {
  it("is a real button with icon, word and title, in the language and direction of its words", () => {
    const root = draw({ lang: "fr", word: "Donner" });
    expect(root.querySelector("button")?.textContent).toBe("Donner Rivers");
    expect(root.querySelector(".view")?.getAttribute("lang")).toBe("fr");
    expect(root.querySelectorAll("svg path").length).toBe(2);
  });

  it("keeps the fallback's slot first, and sets no style", () => {
    const root = draw({ status: "said" });
    expect(root.firstElementChild?.matches("slot.kept")).toBe(true);
    expect(root.querySelectorAll("[style], style").length).toBe(0);
  });

  it("has the count for the button of the popover, named by the count, what it opens and the thing", () => {
    const count = (model: Partial<ButtonModel>) => {
      const button = draw(model).querySelector("button[part=count]");
      return [button?.textContent, button?.getAttribute("aria-label")];
    };
    expect(count({})).toEqual(["1.2k", "Clicks: 1.2k. Options Rivers"]);
    expect(count({ count: null })).toEqual(["…", "Options Rivers"]);
  });

  it("has a live region only when there was a focus or a press", () => {
    expect(draw({}).querySelector("[role=status]")).toBeNull();
    expect(draw({ status: "Counted." }).querySelector("[role=status]")?.textContent).toBe("Counted.");
  });

  it("tells its looks apart by their drawing", () => {
    const looks = ["idle", "sending", "pending", "counted", "yours", "rejected", "error", "offline"] as const;
    const drawings = looks.map((look) => {
      const root = draw({ look, word: "" });
      return root.querySelector(".view")?.className + (root.querySelector(".mark")?.getAttribute("d") ?? "");
    });
    expect(new Set(drawings).size).toBe(8);
  });

  it("writes a count in four characters at most, never more than there are", () => {
    const shown = [0, 999, 1000, 1299, 9999, 10_000, 999_999, 1_000_000, 12_345_678].map(countText);
    expect(shown).toEqual(["0", "999", "1k", "1.2k", "9.9k", "10k", "999k", "1M", "12M"]);
  });

  it("of the popover offers Connect and Undo for a pending click, and the donor's page when connected", () => {
    const labels = (standing: Partial<Standing>, state = {}) => {
      const root = document.createElement("div");
      drawView(root, [popoverView(model(standing, state), popoverActs)]);
      return [...root.querySelectorAll("button, a")].map((one) => one.textContent);
    };
    expect(labels({ state: "pending", last: "1" })).toEqual(["Connect", "Undo"]);
    const months = ["3 months", "6 months", "12 months", "until I end it"];
    const connected = { connected: true };
    expect(labels({ state: "counted", last: "1" }, connected)).toEqual([
      ...months,
      "Undo",
      "Open my page",
      "Disconnect",
    ]);
    expect(labels({}, { connected: true, unclaimed: 3 })).toEqual([
      "Yes",
      "No",
      ...months,
      "Open my page",
      "Disconnect",
    ]);
    const subscription = { months: 3, until: "2027-05" } as const;
    expect(labels({ subscription }, connected)).toEqual(["End it", "Open my page", "Disconnect"]);
  });

  it("of the popover tells until when a click is given every month", () => {
    const told = (until: string | null) => {
      const root = document.createElement("div");
      const subscription = { months: 3, until } as Standing["subscription"];
      drawView(root, [popoverView(model({ subscription }, { connected: true }), popoverActs)]);
      return root.querySelectorAll("p")[1]?.textContent;
    };
    expect(told("2027-05")).toBe("You give here every month. Until May 2027. End it");
    expect(told(null)).toBe("You give here every month.  End it");
  });

  it("says in words what has happened, and why not", () => {
    expect(sentenceOf(model({ state: "pending", news: "pending" }))).toBe(
      "Saved on this device. Connect once with give.example, and it counts.",
    );
    expect(sentenceOf(model({ state: "pending" }, { kept: false }))).toBe("Saved while this page is open.");
    expect(sentenceOf(model({ state: "pending" }, { connected: true }))).toContain("Not sent yet");
    expect(sentenceOf(model({ mine: 1 }))).toBe("Given here this month: 1.");
    expect(sentenceOf(model({ state: "rejected", news: "own-thing" }))).toBe("This is your own page.");
    expect(sentenceOf(model({ state: "error", news: "internal" }))).toContain("try again");
  });
});
