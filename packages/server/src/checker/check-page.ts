import {
  isReaders,
  type Judged,
  judgeFields,
  judgeOld,
  type OldFields,
  type OldPage,
  readGlobals,
  readQuery,
  setsGlobals,
} from "@rivulet/button/flattr";
import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parse } from "parse5";

type Node = DefaultTreeAdapterTypes.ChildNode | DefaultTreeAdapterTypes.Document;

/** Whose the buttons of a page are, as its script tag will say: the values of `data-flattr` and `data-publisher`. */
export type CheckTerms = { address: string; names: string; publisher: string | undefined };

/** One old button of a page's source. */
export type Checked = {
  /** The line on which it begins, from 1. */
  line: number;
  kind: "anchor" | "link" | "frame" | "globals" | "head";
  /** What it becomes, or why it does not; in a head or a feed nothing becomes a button. */
  judged: Judged | null;
  /** Another row is for the same thing: their addresses differ in their fragments, which things do not have, or not at all. */
  isShared: boolean;
};

/** What the walk through a page finds, in its order. */
type Found = {
  line: number;
  tag: string;
  attributes: Record<string, string>;
  text: string;
  around: string;
};

/**
 * Tells of each old Flattr button in a page's source what `data-flattr` would make of it. Pure: nothing is fetched and nothing
 * runs. Throws a RangeError for a source that is nested a thousand deep. What `data-links` leaves out is not known here.
 * @example checkPage('<a class="FlattrButton" href="/a#b"></a>', { address: "https://blog.example/", names: "", publisher: "marothro" })
 * // [{ line: 1, kind: "anchor", judged: { url: "https://blog.example/a", … }, isShared: false }]
 */
export function checkPage(source: string, { address, names, publisher }: CheckTerms): Checked[] {
  const found = elementsOf(read(source));
  const page: OldPage = { site: siteOf(found), names, publisher, address };
  const rows = [
    ...found.flatMap((one) => {
      const kind = kindOf(one);
      const judged = kind && kind !== "head" ? judgeOld(one, page) : null;
      return kind && (judged || kind === "head") ? [{ line: one.line, kind, judged }] : [];
    }),
    ...blocksOf(found).map(({ line, fields }) => ({
      line,
      kind: "globals" as const,
      judged: judgeFields(fields, page),
    })),
  ];
  rows.sort((one, other) => one.line - other.line);
  const seen = new Map<string | null, number>();
  for (const { judged } of rows) {
    const url = urlOf(judged, address);
    seen.set(url, (seen.get(url) ?? 0) + 1);
  }
  return rows.map((row) => {
    const url = urlOf(row.judged, address);
    return { ...row, isShared: url !== null && (seen.get(url) ?? 0) > 1 };
  });
}

/** A button without an address is for the page. */
const urlOf = (judged: Judged | null, address: string) =>
  judged && !("why" in judged) ? (judged.url ?? address.replace(/#.*/s, "")) : null;

function kindOf({ tag, attributes }: Found): Exclude<Checked["kind"], "globals"> | null {
  if (/(^|\s)FlattrButton(\s|$)/.test(attributes.class ?? "")) return tag === "a" ? "anchor" : null;
  if (tag === "a") return "link";
  if (tag === "iframe") return "frame";
  const inHead = tag === "meta" ? attributes.name : attributes.rel === "payment" ? attributes.href : "";
  return /^flattr:id$|\/\/flattr\.com\//.test(inHead ?? "") ? "head" : null;
}

const isLoader = ({ tag, attributes }: Found) =>
  tag === "script" && ("data-flattr" in attributes || /flattr\.com\//.test(attributes.src ?? ""));

const siteOf = (found: Found[]): OldFields =>
  Object.assign(
    {},
    ...found
      .filter(isLoader)
      .map(({ attributes }) => readQuery(attributes.src?.split("?")[1]))
      .reverse(),
  );

/** The blocks of globals, each before a loader without `async` or `defer`. */
function blocksOf(found: Found[]): { line: number; fields: OldFields }[] {
  const blocks: { line: number; fields: OldFields }[] = [];
  let text = "";
  let own = "";
  for (const one of found.filter(({ tag }) => tag === "script")) {
    const { src, async, defer } = one.attributes;
    if (src === undefined) own += `${one.text}\n`;
    if (!isLoader(one)) continue;
    text += own;
    if (setsGlobals(own) && async === undefined && defer === undefined)
      blocks.push({ line: one.line, fields: readGlobals(text) });
    own = "";
  }
  return blocks;
}

/** No page that a person wrote is nested as deeply, and the parser's time grows with the depth. */
const DEEPEST = 1000;

/** Throws a RangeError for what is nested too deeply to be a page. */
function read(source: string): Node {
  let depth = 0;
  const treeAdapter = {
    ...defaultTreeAdapter,
    onItemPush: () => {
      depth += 1;
      if (depth > DEEPEST) throw new RangeError("The source is nested too deeply.");
    },
    onItemPop: () => {
      depth -= 1;
    },
  };
  return parse(source, { sourceCodeLocationInfo: true, treeAdapter });
}

/** Every element in its order. */
function elementsOf(root: Node): Found[] {
  const found: Found[] = [];
  const open: [Node, around: string][] = [[root, ""]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, around] = next;
    let inside = around;
    if ("attrs" in node) {
      const attributes = Object.fromEntries(node.attrs.map(({ name, value }) => [name, value]));
      const line = node.sourceCodeLocation?.startLine ?? 1;
      const text = /^(a|script)$/.test(node.tagName) ? textOf(node) : "";
      found.push({ line, tag: node.tagName, attributes, text, around });
      const own = AREA.map((name) => attributes[name]).join(" ");
      // Only what tells that comments stand here is kept.
      if (isReaders("", own)) inside = own;
    }
    if ("childNodes" in node) for (const child of node.childNodes.toReversed()) open.push([child, inside]);
  }
  return found;
}

const AREA = ["id", "class", "itemprop", "itemtype"];

function textOf(root: Node): string {
  let text = "";
  const open: Node[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if ("value" in node) text += node.value;
    if ("childNodes" in node) open.push(...node.childNodes.toReversed());
  }
  return text;
}
