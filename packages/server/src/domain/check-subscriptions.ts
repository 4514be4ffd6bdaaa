import { sql } from "kysely";
import type { Db } from "../store/open-store.js";
import { type BookRule, findBreaks } from "./findings.js";

/** Subscriptions (`s`) with their end (`e`) and the last period that may have a click. */
const LIVES = sql`(select s.*, min(coalesce(s.until_period, '9999-12'), coalesce(e.last_period, '9999-12')) as last
  from subscriptions s left join subscription_ends e on e.subscription = s.id)`;

/** Months since the year 0, so that a gap shows. */
const monthOf = (period: string) => sql.raw(`(substr(${period}, 1, 4) * 12 + substr(${period}, 6, 2))`);

const RULES: BookRule[] = [
  {
    sentence: "A subscription's click is of another donor, site, thing or period",
    breaks: sql`select 'subscription ' || m.subscription || ', ' || m.period as name from subscription_months m
      where m.click is not null and not exists (select 1 from clicks c join subscriptions s on s.id = m.subscription
        where c.id = m.click and c.donor = s.donor and c.connection = s.connection and c.thing = s.thing and c.period = m.period)`,
  },
  {
    sentence: "A subscription has a click outside its time",
    breaks: sql`select 'subscription ' || m.subscription || ', ' || m.period as name from subscription_months m
      left join ${LIVES} s on s.id = m.subscription where coalesce(m.period not between s.from_period and s.last, 1)`,
  },
  {
    sentence: "A subscription has left out a period",
    breaks: sql`select 'subscription ' || s.id as name from subscriptions s join subscription_months m on m.subscription = s.id
      group by s.id having min(m.period) <> s.from_period
        or count(*) <> ${monthOf("max(m.period)")} - ${monthOf("min(m.period)")} + 1`,
  },
  {
    sentence: "A subscription waits for another period than its next",
    breaks: sql`select 'subscription ' || id as name from (
      select s.id, d.period as due, s.last, coalesce((select strftime('%Y-%m', max(m.period) || '-01', '+1 month')
        from subscription_months m where m.subscription = s.id), s.from_period) as next
      from ${LIVES} s left join subscriptions_due d on d.subscription = s.id)
      where due is not case when next <= last then next end`,
  },
  {
    sentence: "A subscription did not click in a period that is closed",
    breaks: sql`select 'subscription ' || d.subscription || ', ' || d.period as name from subscriptions_due d
      where d.period <= (select max(c.period) from closings c)`,
  },
];

/** Subscriptions: one click a period, from the first to the last, each as the subscription says. */
export async function checkSubscriptions(db: Db): Promise<string[]> {
  return await findBreaks(db, RULES);
}
