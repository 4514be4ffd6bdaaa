import { writtenOnce } from "./write-once-ddl.js";

const A_PERIOD = (column: string) => `(${column} glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]')`;
/** The period so many months after another. */
const AFTER = (period: string, months = "1") =>
  `strftime('%Y-%m', ${period} || '-01', '+' || (${months}) || ' month')`;
const LAST_CLOSED = "(select max(c.period) from closings c)";
/** The period that clicks received at an instant count for. */
const OPEN_PERIOD = (atMs: string) =>
  `max(strftime('%Y-%m', ${atMs} / 1000, 'unixepoch'), coalesce(${AFTER(LAST_CLOSED)}, ''))`;
/** The last period in which a subscription (with its end as `e`) has a click. */
const LAST_DUE = (s: string) =>
  `min(coalesce(${s}.until_period, '9999-12'), coalesce(e.last_period, '9999-12'))`;

/**
 * Subscriptions: one click at the start of each period. A subscription is written once, and so are its end and what became of each of
 * its periods, a click or the reason why there is none. Which period is due next is a cache that triggers keep.
 */
export const SUBSCRIPTIONS_DDL = `
create table subscriptions (
  id integer primary key,
  -- Random, and shown to nobody: the ids of its clicks follow from it, so that no other click can have them.
  key blob not null unique check (length(key) = 16),
  donor integer not null references donors,
  connection integer not null references connections,
  thing integer not null references things,
  months integer check (months in (3, 6, 12)),
  from_period text not null check ${A_PERIOD("from_period")},
  until_period text check ${A_PERIOD("until_period")},
  made_at integer not null,
  check (until_period is ${AFTER("from_period", "months - 1")})
) strict
;
create index subscriptions_by_thing on subscriptions (connection, thing)
;
create index subscriptions_by_donor on subscriptions (donor)
;
create table subscription_ends (
  subscription integer primary key references subscriptions,
  last_period text not null check ${A_PERIOD("last_period")},
  ended_at integer not null
) strict
;
create table subscription_months (
  subscription integer not null references subscriptions,
  period text not null check ${A_PERIOD("period")},
  click blob unique references clicks,
  refusal text check (refusal in ('publisher-closed', 'own-thing', 'donor-blocked', 'site-mismatch', 'url-not-allowed')),
  primary key (subscription, period),
  check ((click is null) <> (refusal is null))
) strict, without rowid
;
create table subscriptions_due (
  subscription integer primary key references subscriptions,
  period text not null
) strict
;
create index subscriptions_due_by_period on subscriptions_due (period, subscription)
;
create trigger subscriptions_come_through_their_donor before insert on subscriptions
when not exists (select 1 from connections k where k.id = new.connection and k.donor = new.donor)
begin select raise(abort, 'rule: a subscription comes through a connection of its donor'); end
;
create trigger subscriptions_are_not_for_oneself before insert on subscriptions
when exists (select 1 from donors d, things t, publishers p
  where d.id = new.donor and t.id = new.thing and p.id = t.publisher and p.person = d.person)
begin select raise(abort, 'rule: own things cannot be subscribed to'); end
;
create trigger subscriptions_begin_with_the_next_period before insert on subscriptions
when new.from_period <> ${AFTER(OPEN_PERIOD("new.made_at"))}
begin select raise(abort, 'rule: a subscription begins with the next period'); end
;
create trigger subscriptions_are_one_a_thing before insert on subscriptions
when exists (select 1 from subscriptions s left join subscription_ends e on e.subscription = s.id
  where s.connection = new.connection and s.thing = new.thing and ${LAST_DUE("s")} >= new.from_period)
begin select raise(abort, 'rule: a thing has one subscription of a donor on a site'); end
;
create trigger subscription_ends_leave_closed_periods before insert on subscription_ends
when new.last_period < ${LAST_CLOSED} or exists (select 1 from subscription_ends e where e.subscription = new.subscription)
  or exists (select 1 from subscription_months m where m.subscription = new.subscription and m.period > new.last_period)
begin select raise(abort, 'rule: a subscription ends once, and not in a period that has its click or is closed'); end
;
create trigger subscription_months_come_in_order before insert on subscription_months
when not exists (select 1 from subscriptions_due d where d.subscription = new.subscription and d.period = new.period)
  or exists (select 1 from closings c where c.period >= new.period)
begin select raise(abort, 'rule: a subscription has one click a period, in order, while the period is open'); end
;
create trigger subscription_months_have_their_click before insert on subscription_months
when new.click is not null and not exists (select 1 from clicks c join subscriptions s on s.id = new.subscription
  where c.id = new.click and c.donor = s.donor and c.connection = s.connection and c.thing = s.thing and c.period = new.period)
begin select raise(abort, 'rule: a subscription has a click of its donor for its thing'); end
;
create trigger closings_leave_no_subscription_out before insert on closings
when exists (select 1 from subscriptions_due d where d.period <= new.period)
begin select raise(abort, 'rule: a period closes when its subscriptions have clicked'); end
;
create trigger subscriptions_fall_due after insert on subscriptions begin
  insert into subscriptions_due values (new.id, new.from_period);
end
;
create trigger subscription_ends_end_it after insert on subscription_ends begin
  delete from subscriptions_due where subscription = new.subscription and period > new.last_period;
end
;
create trigger subscription_months_go_on after insert on subscription_months begin
  update subscriptions_due set period = ${AFTER("new.period")} where subscription = new.subscription;
  delete from subscriptions_due where subscription = new.subscription and period > (
    select ${LAST_DUE("s")} from subscriptions s left join subscription_ends e on e.subscription = s.id where s.id = new.subscription);
end
;
${["subscriptions", "subscription_ends", "subscription_months"].map(writtenOnce).join("")}`;
