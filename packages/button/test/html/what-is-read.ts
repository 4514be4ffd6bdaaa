import type { ButtonOptions } from "../../src/html/render-button.js";

/** A parsed piece of HTML: tag, attributes, and children, of which texts are texts. */
export type Tree = { tag: string; attributes: Record<string, string>; children: (Tree | string)[] };

/** Reads a node into a tree; runs in a page too, so it stands for itself. */
export function treeOf(node: Element): Tree {
  const attributes = Object.fromEntries([...node.attributes].map(({ name, value }) => [name, value]));
  const children = [...node.childNodes].map((child) =>
    child.nodeType === 1 ? treeOf(child as Element) : (child.nodeValue ?? ""),
  );
  return { tag: node.localName, attributes, children };
}

/** What a reader of the HTML must find, told from the options alone. */
export function treeMeant(options: ButtonOptions): Tree {
  const line = (text: unknown, limit = 9999) => {
    const whole = [...String(text ?? "").replace(/\p{Cs}/gu, "\ufffd")].map((sign) =>
      /[\p{Cc}\u2028\u2029]/u.test(sign) ? " " : sign,
    );
    const folded = whole.join("").replace(/ +/g, " ").trim();
    return [...folded].slice(0, limit).join("").trimEnd();
  };
  const url = new URL(line(options.url));
  url.hash = "";
  const tags = String(options.tags ?? "").split(",");
  const fields = {
    user_id: line(options.publisher),
    url: url.href,
    title: line(options.name, 300),
    tags: tags
      .map((tag) => line(tag, 40))
      .filter(Boolean)
      .slice(0, 10)
      .join(","),
    category: line(options.category, 40),
    hidden: options.unlisted ? "1" : "",
  };
  const label = line(options.label);
  const ours: Record<string, string> = { fr: "Donner avec Rivulet", ar: "تبرّع عبر Rivulet" };
  const given = line(options.words) || (label && `${label} · Rivulet`);
  const words = given || ours[options.lang ?? ""] || "Give with Rivulet";
  const backend = line(options.backend).replace(/\/$/, "");
  const query = Object.entries(fields).filter(([, value]) => value !== "");
  const link = {
    href: `${backend}/submit/auto?${query.map(([name, value]) => `${name}=${value}`).join("&")}`,
    ...(!given && options.lang === "eo" ? { lang: "en" } : {}),
    ...(/[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(words) ? { dir: "auto" } : {}),
  };
  const children = [words.replaceAll(" ", "\u00a0")];
  const shown = { label, lang: options.lang ?? "", nocount: options.nocount ? "on" : "" };
  const look = Object.entries(shown).filter(([, value]) => value !== "");
  const written = (name: string, value: string) => (name === "nocount" ? "" : value);
  if (options.form === "link") {
    const data = look.map(([name, value]) => [`data-${name}`, written(name, value)]);
    const attributes = { class: "rivulet-button", rel: "payment", ...Object.fromEntries(data), ...link };
    return { tag: "a", attributes, children };
  }
  const { title, category } = fields;
  const thing = Object.entries({ name: title, category, tags: fields.tags }).filter(
    ([, value]) => value !== "",
  );
  return {
    tag: "rivulet-button",
    attributes: {
      publisher: fields.user_id,
      url: fields.url,
      ...Object.fromEntries(thing),
      ...(options.unlisted ? { unlisted: "" } : {}),
      backend,
      ...Object.fromEntries(look.map(([name, value]) => [name, written(name, value)])),
    },
    children: [{ tag: "a", attributes: { rel: "payment nofollow", ...link }, children }],
  };
}

/** The same tree with the query of each address decoded, so that it is compared as a server reads it. */
export function decoded(tree: Tree): Tree {
  const { href } = tree.attributes;
  const [path, query] = href?.split(/\?(.*)/s) ?? [];
  const pairs = [...new URLSearchParams(query ?? "")].map(([name, value]) => `${name}=${value}`);
  const attributes = href ? { ...tree.attributes, href: `${path}?${pairs.join("&")}` } : tree.attributes;
  const children = tree.children.map((child) => (typeof child === "string" ? child : decoded(child)));
  return { ...tree, attributes, children };
}
