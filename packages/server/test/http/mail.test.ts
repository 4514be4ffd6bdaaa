import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Served, serveInstance } from "../../src/serve-instance.js";

type Received = { from: string; to: string[]; text: string };

let folder: string;
let received: Received[];
let smtp: SMTPServer;
let served: Served;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rivulet-"));
  received = [];
  smtp = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    async onData(stream, session, done) {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk as Buffer);
      const { mailFrom, rcptTo } = session.envelope;
      const from = mailFrom ? mailFrom.address : "";
      received.push({ from, to: rcptTo.map(({ address }) => address), text: textOf(Buffer.concat(chunks)) });
      done();
    },
  });
  await new Promise<void>((resolve) => smtp.listen(0, "127.0.0.1", resolve));
  const { port } = smtp.server.address() as AddressInfo;
  served = await serveInstance({
    database: `sqlite:${join(folder, "a.db")}`,
    port: 0,
    env: {
      RIVULET_LOG_LEVEL: "silent",
      RIVULET_SMTP_URL: `smtp://127.0.0.1:${port}`,
      RIVULET_MAIL_FROM: "river@give.example",
    },
  });
});
afterAll(async () => {
  await served.close();
  await new Promise<void>((resolve) => smtp.close(() => resolve()));
  await rm(folder, { recursive: true });
});

/** The text of a mail with one part (RFC 5322, RFC 2045 section 6). */
function textOf(bytes: Buffer): string {
  const [head = "", ...rest] = bytes.toString("latin1").split("\r\n\r\n");
  const body = rest.join("\r\n\r\n");
  const encoding = /^content-transfer-encoding: *(\S+)/im.exec(head)?.[1]?.toLowerCase();
  if (encoding === "base64") return Buffer.from(body, "base64").toString("utf8");
  if (encoding !== "quoted-printable") return Buffer.from(body, "latin1").toString("utf8");
  const plain = body
    .replace(/=\r\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return Buffer.from(plain, "latin1").toString("utf8");
}

/** Posts a form of the instance's own pages; cookies are kept between calls. */
const cookies = new Map<string, string>();
async function post(path: string, form: Record<string, string>, language = "en"): Promise<Response> {
  const answer = await fetch(served.url + path, {
    method: "POST",
    redirect: "manual",
    headers: { origin: served.url, "accept-language": language, cookie: cookieLine() },
    body: new URLSearchParams(form),
  });
  for (const line of answer.headers.getSetCookie()) {
    const [name = "", value = ""] = (line.split(";", 1)[0] ?? "").split("=");
    cookies.set(name, value);
  }
  return answer;
}
const cookieLine = () => [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");

describe("a sign-in by a real mail server", () => {
  test.each(["en", "fr"])(
    "the mail arrives in %s, at this address alone, and its link signs in",
    async (language) => {
      cookies.clear();
      const asked = await post("/sign-in", { mail: "reader@example.org" }, language);
      expect(asked.status).toBe(303);
      const mail = received.at(-1);
      expect(mail).toMatchObject({ from: "river@give.example", to: ["reader@example.org"] });
      expect(mail?.text).toContain(language === "en" ? "wants to sign in" : "veut se connecter");
      const link = new URL(/http:\S+/.exec(mail?.text ?? "")?.[0] ?? "");
      expect(link.origin).toBe(served.url);
      const page = await fetch(link, { headers: { cookie: cookieLine() } });
      const k = /name="k" value="([^"]+)"/.exec(await page.text())?.[1] ?? "";
      expect((await post(link.pathname, { k })).status).toBe(200);
      const me = await fetch(`${served.url}/me`, { headers: { cookie: cookieLine() } });
      expect(await me.text()).toContain("reader@example.org");
    },
  );

  test("nothing of an address reaches a header or another mailbox", async () => {
    const before = received.length;
    const answer = await post("/sign-in", { mail: "a@example.org,b@example.org" });
    expect(answer.status).toBe(400);
    expect((await post("/sign-in", { mail: "a@example.org\r\nBcc: b@example.org" })).status).toBe(400);
    expect(received).toHaveLength(before);
  });
});
