import { createTransport } from "nodemailer";
import type { Clock } from "../domain/clock.js";
import type { Settings } from "../domain/settings.js";
import type { Db } from "../store/open-store.js";

/** A mail in plain text. */
export type Mail = { to: string; subject: string; text: string };

/** Sends mails; rejects when one could not be handed over. */
export type Mailer = { send(mail: Mail): Promise<void> };

/** The mailer that the settings ask for: the outbox in a demo, a mail server, or none. */
export function openMailer(
  settings: Pick<Settings, "smtpUrl" | "mailFrom">,
  place: { db: Db; clock: Clock; demo: boolean },
): Mailer | null {
  if (place.demo) return outboxMailer(place.db, place.clock);
  return settings.smtpUrl === null ? null : smtpMailer(settings.smtpUrl, settings.mailFrom);
}

function smtpMailer(smtpUrl: string, from: string): Mailer {
  const transport = createTransport(smtpUrl);
  return {
    async send({ to, subject, text }) {
      // As an object and not as text, so that no address list or header can be smuggled into it.
      await transport.sendMail({ from, to: { name: "", address: to }, subject, text });
    },
  };
}

function outboxMailer(db: Db, clock: Clock): Mailer {
  return {
    async send({ to, subject, text }) {
      const mail = { recipient: to, subject, body: text, created_at: clock.real() };
      await db.insertInto("outbox").values(mail).execute();
    },
  };
}
