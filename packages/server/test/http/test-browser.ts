import type { TestInstance } from "../serve-instance.js";

/** A browser without a window: it keeps cookies and posts forms from the instance's own pages. */
export type TestBrowser = {
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  /** @param headers `origin` is the instance's own unless told; null leaves one out. */
  post(
    path: string,
    form: Record<string, string>,
    headers?: Record<string, string | null>,
  ): Promise<Response>;
  cookies: Map<string, string>;
};

export function openTestBrowser(instance: TestInstance): TestBrowser {
  const cookies = new Map<string, string>();
  const send = async (path: string, init: RequestInit & { headers: Headers }) => {
    if (cookies.size > 0)
      init.headers.set("cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    const answer = await instance.app.request(path, init);
    for (const line of answer.headers.getSetCookie()) keep(cookies, line);
    return answer;
  };
  return {
    cookies,
    get: (path, headers = {}) => send(path, { headers: new Headers(headers) }),
    post(path, form, headers = {}) {
      const sent = new Headers({
        origin: instance.origin,
        "content-type": "application/x-www-form-urlencoded",
      });
      for (const [name, value] of Object.entries(headers))
        value === null ? sent.delete(name) : sent.set(name, value);
      return send(path, { method: "POST", headers: sent, body: new URLSearchParams(form).toString() });
    },
  };
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = "", ...attributes] = line.split(/;\s*/);
  const [name = "", value = ""] = pair.split("=");
  if (attributes.some((attribute) => attribute.toLowerCase() === "max-age=0")) cookies.delete(name);
  else cookies.set(name, value);
}

/** The path of the link in the last mail. */
export function lastLink(instance: TestInstance): string {
  const link = /https?:\/\/\S+\/sign-in\/link\?\S+/.exec(instance.mails.at(-1)?.text ?? "")?.[0];
  if (!link) throw new Error("No link was mailed.");
  const url = new URL(link);
  return url.pathname + url.search;
}

/** Opens the link of the last mail and presses its button. */
export async function pressLink(instance: TestInstance, browser: TestBrowser): Promise<Response> {
  const k = new URL(lastLink(instance), instance.origin).searchParams.get("k") ?? "";
  await browser.get(lastLink(instance));
  return await browser.post("/sign-in/link", { k });
}

/** Signs in by a mail link in the same browser. */
export async function signIn(instance: TestInstance, browser: TestBrowser, mail: string): Promise<void> {
  await browser.post("/sign-in", { mail });
  await pressLink(instance, browser);
}
