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
  page: { client: { backend: "https://give.example", state: { ...client, ...state } } },
  acts: 0,
});
const popover = (standing: Partial<Standing>, state = {}): HTMLElement => {
  const root = document.createElement("div");
  const nothing = () => {};
  drawView(root, [popoverView(model(standing, state), en, "en", nothing, nothing)]);
  return root;
};
const say = (standing: Partial<Standing>, state = {}) => sentenceOf(model(standing, state), en);

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
    const labels = (standing: Partial<Standing>, state = {}) =>
      [...popover(standing, state).querySelectorAll("button, a")].map((one) => one.textContent);
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
      const subscription = { months: 3, until } as Standing["subscription"];
      return popover({ subscription }, { connected: true }).querySelectorAll("p")[1]?.textContent;
    };
    expect(told("2027-05")).toBe("You give here every month. Until May 2027. End it");
    expect(told(null)).toBe("You give here every month.  End it");
  });

  it("says in words what has happened, and why not", () => {
    expect(say({ state: "pending", news: "pending" })).toBe(
      "Saved on this device. Connect once with give.example, and it counts.",
    );
    expect(say({ state: "pending" }, { kept: false })).toBe("Saved while this page is open.");
    expect(say({ state: "pending" }, { connected: true })).toContain("Not sent yet");
    expect(say({ mine: 1 })).toBe("Given here this month: 1.");
    expect(say({}, { connected: true })).toBe("Connected with give.example.");
    expect(say({ state: "error", news: "internal" })).toContain("try again");
  });

  it("says each reason of the protocol for a refusal, and each outcome, in a sentence of its own", () => {
    const told = (...codes: (Standing["news"] & string)[]) => [
      ...new Set(codes.map((news) => say({ state: "rejected", news }))),
    ];
    expect(told("unknown-publisher", "publisher-closed")).toEqual(["This author does not receive here."]);
    expect(told("own-thing")).toEqual(["This is your own page."]);
    expect(told("invalid-url", "site-mismatch", "url-not-allowed")).toEqual([
      "This page is not this author’s.",
    ]);
    expect(told("too-many-clicks")).toEqual(["This page has all it can get today."]);
    expect(told("budget-paused", "donor-blocked")).toEqual(["Your giving is paused."]);
    expect(told("click-too-old", "clicked-in-future")).toEqual(["Its date is too far off."]);
    expect(told("already-settled")).toEqual(["Its month is over; it stays given."]);
    expect(told("insufficient-scope", "not-connected", "invalid-token")).toEqual([
      "For this, please connect once more.",
    ]);
    expect(told("popup-closed", "popup-blocked", "access-denied", "storage-blocked")).toEqual([
      "Not connected: window closed or blocked.",
    ]);
    expect(told("unknown-click", "id-taken", "invalid-id", "rate-limited", "offline", "timeout")).toEqual([
      "That did not work. Please try again.",
    ]);
    expect(told("counted", "undone", "connected", "disconnected")).toEqual([
      "Counted. Thank you!",
      "Taken back.",
      "Connected with give.example.",
      "Disconnected.",
    ]);
  });
});
