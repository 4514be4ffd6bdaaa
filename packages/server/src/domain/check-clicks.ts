import { sql } from "kysely";
import type { Db } from "../store/open-store.js";
import { type BookRule, findBreaks } from "./findings.js";

const RULES: BookRule[] = [
  {
    sentence: "A count is not the number of clicks that are not undone",
    breaks: sql`select 'thing ' || t.id || ' (' || t.url || ')' as name from things t
      left join counts n on n.thing = t.id
      left join (select c.thing, count(*) as live from clicks c where not exists (select 1 from undone u where u.id = c.id)
        group by c.thing) c on c.thing = t.id
      where n.clicks is not coalesce(c.live, 0)`,
  },
  {
    sentence: "A click was undone by somebody else, or there is no such click",
    breaks: sql`select 'click ' || lower(hex(u.id)) as name from undone u
      where not exists (select 1 from clicks c where c.id = u.id and c.donor = u.donor and c.connection = u.connection)`,
  },
  {
    sentence: "A click is counted and remembered as undone before it came",
    breaks: sql`select 'click ' || lower(hex(u.id)) as name from undone_unseen u where exists (select 1 from clicks c where c.id = u.id)`,
  },
  {
    sentence: "A click came through no connection of its donor",
    breaks: sql`select 'click ' || lower(hex(c.id)) as name from clicks c
      where not exists (select 1 from connections k where k.id = c.connection and k.donor = c.donor)
        or not exists (select 1 from things t where t.id = c.thing)`,
  },
  {
    sentence: "A click of a closed period was never settled",
    breaks: sql`select 'click ' || lower(hex(c.id)) as name from clicks c
      where c.period <= (select max(s.period) from settlements s)
        and not exists (select 1 from undone u where u.id = c.id)
        and not exists (select 1 from donor_settlements d where d.period = c.period and d.donor = c.donor)`,
  },
];

/** Clicks and their counts: each click is counted, undone, or in a settled row as void, paid or expired. */
export async function checkClicks(db: Db): Promise<string[]> {
  return await findBreaks(db, RULES);
}
