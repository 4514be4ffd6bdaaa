import { LARGEST_AMOUNT } from "../largest-amount.js";

/**
 * The end of a period. The triggers hold the whole rule of money.md, "Settlement", once more: a row that differs from what the
 * rule says for the rows it stands on is refused, whoever writes it.
 */
const PERIOD_END = (period: string) => `(unixepoch(${period} || '-01', '+1 month') * 1000)`;
const PERIOD_START = (period: string) => `(unixepoch(${period} || '-01') * 1000)`;
/** The start of the period that comes so many after the one of an instant. */
const NEXT_START = (atMs: string, months = 1) =>
  `(unixepoch(${atMs} / 1000, 'unixepoch', 'start of month', '+${months} month') * 1000)`;

const LIVE_CLICKS = `from clicks c where c.period = new.period and c.donor = new.donor
  and not exists (select 1 from undone u where u.id = c.id)`;

export const SETTLEMENT_DDL = `
create table fee_rates (
  noted_at integer primary key,
  from_at integer not null,
  basis_points integer not null check (basis_points between 0 and 2000)
) strict, without rowid
;
create trigger fee_rates_are_noted_in_order before insert on fee_rates
when exists (select 1 from fee_rates f where f.noted_at >= new.noted_at)
begin select raise(abort, 'rule: a fee holds from now on'); end
;
create trigger fee_rises_are_announced before insert on fee_rates
when exists (select 1 from fee_rates) and (
  new.from_at < ${NEXT_START("new.noted_at")}
  or (new.from_at < ${NEXT_START("new.noted_at", 2)} and new.basis_points > (select f.basis_points from fee_rates f
    where f.from_at <= ${NEXT_START("new.noted_at")} order by f.noted_at desc limit 1)))
begin select raise(abort, 'rule: a fee changes at the start of a period, and a rise is announced one ahead'); end
;
-- What the server promised: the minimum that a closing freezes, and the one currency of all amounts.
create table terms (
  noted_at integer primary key,
  currency text not null check (currency glob '[A-Z][A-Z][A-Z]'),
  minimum_budget integer not null check (minimum_budget between 1 and ${LARGEST_AMOUNT})
) strict, without rowid
;
create trigger terms_are_noted_in_order before insert on terms
when exists (select 1 from terms t where t.noted_at >= new.noted_at)
begin select raise(abort, 'rule: terms hold from now on'); end
;
create trigger terms_keep_the_currency_of_the_money before insert on terms
when exists (select 1 from transfers)
  and new.currency <> (select t.currency from terms t order by t.noted_at desc limit 1)
begin select raise(abort, 'rule: the currency stays once money has moved'); end
;
create table closings (
  period text primary key check (period glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]'),
  closing_at integer not null,
  fee_basis_points integer not null check (fee_basis_points between 0 and 2000),
  minimum_budget integer not null check (minimum_budget > 0),
  remainder_rule text not null check (remainder_rule = 'earliest-first'),
  check (closing_at >= ${PERIOD_END("period")})
) strict, without rowid
;
create table donor_settlements (
  period text not null references closings,
  donor integer not null references donors,
  budget integer not null check (budget >= 0),
  balance integer not null check (balance >= 0),
  given integer not null check (given >= 0 and given <= budget and given <= balance),
  clicks integer not null check (clicks > 0),
  void integer not null check (void >= 0 and void <= clicks),
  transfer blob unique references transfers check ((transfer is null) = (given = 0)),
  primary key (period, donor)
) strict, without rowid
;
create table publisher_settlements (
  period text not null references closings,
  publisher integer not null references publishers,
  gross integer not null check (gross > 0),
  fee integer not null check (fee >= 0),
  net integer not null check (net > 0 and net = gross - fee),
  transfer blob not null unique references transfers,
  fee_transfer blob unique references transfers check ((fee_transfer is null) = (fee = 0)),
  primary key (period, publisher)
) strict, without rowid
;
create table settlements (
  period text primary key references closings,
  settled_at integer not null,
  given integer not null check (given >= 0),
  fee integer not null check (fee >= 0 and fee <= given)
) strict, without rowid
;
create trigger closings_are_in_order before insert on closings
when exists (select 1 from closings c where c.period >= new.period)
  or exists (select 1 from closings c where not exists (select 1 from settlements s where s.period = c.period))
  or exists (select 1 from clicks k where k.period < new.period and k.period > coalesce((select max(c.period) from closings c), ''))
begin select raise(abort, 'rule: periods close once and in order'); end
;
create trigger closings_freeze_the_fee_of_the_start before insert on closings
when new.fee_basis_points <> coalesce(
  (select f.basis_points from fee_rates f where f.from_at <= ${PERIOD_START("new.period")} order by f.noted_at desc limit 1),
  new.fee_basis_points)
begin select raise(abort, 'rule: the fee in force at the start of a period counts'); end
;
create trigger closings_freeze_the_noted_minimum before insert on closings
when new.minimum_budget <> (select t.minimum_budget from terms t order by t.noted_at desc limit 1)
begin select raise(abort, 'rule: the minimum that the instance has noted counts'); end
;
create trigger budgets_of_closed_periods_stand before insert on budgets
when exists (select 1 from closings c where new.from_at < ${PERIOD_END("c.period")})
  or exists (select 1 from budgets b where b.donor = new.donor and b.from_at >= new.from_at)
begin select raise(abort, 'rule: a budget holds from now on'); end
;
create trigger settled_donors_are_final before insert on donor_settlements
when exists (select 1 from settlements s where s.period = new.period)
begin select raise(abort, 'rule: a settled period is final'); end
;
create trigger donors_are_settled_over_their_clicks before insert on donor_settlements
when new.clicks <> (select count(*) ${LIVE_CLICKS})
  or new.void <> (select count(*) ${LIVE_CLICKS} and exists (select 1 from things t, publishers p, donors d
       where t.id = c.thing and p.id = t.publisher and d.id = new.donor and p.person = d.person))
begin select raise(abort, 'rule: a donor is settled over all clicks of the period'); end
;
create trigger donors_give_what_the_rule_says before insert on donor_settlements
when new.budget <> coalesce((select b.amount from budgets b where b.donor = new.donor and b.from_at < ${PERIOD_END("new.period")}
       order by b.from_at desc limit 1), 0)
  or new.balance - new.given <> (select b.amount from donors d join balances b on b.account = d.account where d.id = new.donor)
  or new.given <> (select case
       when new.clicks = new.void then 0
       when min(new.balance, new.budget) < min(k.minimum_budget, new.budget) then 0
       else min(new.balance, new.budget) end from closings k where k.period = new.period)
begin select raise(abort, 'rule: a donor gives min(balance, budget), or nothing below the minimum'); end
;
create trigger donors_give_by_transfer before insert on donor_settlements
when new.transfer is not null and not exists (select 1 from transfers t join donors d on d.account = t.from_account
  where t.id = new.transfer and t.kind = 'given' and t.period = new.period and t.amount = new.given and d.id = new.donor)
begin select raise(abort, 'rule: what a donor gives is a transfer'); end
;
create trigger settled_publishers_are_final before insert on publisher_settlements
when exists (select 1 from settlements s where s.period = new.period)
begin select raise(abort, 'rule: a settled period is final'); end
;
-- floor(gross x points / 10000) without leaving 64 bits.
create trigger publishers_pay_the_frozen_fee before insert on publisher_settlements
when new.fee <> (select new.gross / 10000 * k.fee_basis_points + new.gross % 10000 * k.fee_basis_points / 10000
  from closings k where k.period = new.period)
begin select raise(abort, 'rule: the fee is rounded down, once a publisher and period'); end
;
create trigger publishers_receive_by_transfer before insert on publisher_settlements
when not exists (select 1 from transfers t join publishers p on p.account = t.to_account
    where t.id = new.transfer and t.kind = 'received' and t.period = new.period and t.amount = new.net and p.id = new.publisher)
  or (new.fee_transfer is not null and not exists (select 1 from transfers t
    where t.id = new.fee_transfer and t.kind = 'fee' and t.period = new.period and t.amount = new.fee))
begin select raise(abort, 'rule: what a publisher receives is a transfer, and the fee another'); end
;
create trigger settlements_leave_nothing before insert on settlements
when exists (select 1 from accounts a join balances b on b.account = a.id
    where a.kind = 'clearing' and a.period = new.period and b.amount <> 0)
  or exists (select 1 from donors d
    where not exists (select 1 from donor_settlements s where s.period = new.period and s.donor = d.id)
      and exists (select 1 from clicks c where c.period = new.period and c.donor = d.id
        and not exists (select 1 from undone u where u.id = c.id)))
begin select raise(abort, 'rule: a settled period leaves nothing in clearing and no donor out'); end
;
create trigger settlements_add_up before insert on settlements
when new.given <> (select coalesce(sum(s.given), 0) from donor_settlements s where s.period = new.period)
  or new.given <> (select coalesce(sum(s.gross), 0) from publisher_settlements s where s.period = new.period)
  or new.fee <> (select coalesce(sum(s.fee), 0) from publisher_settlements s where s.period = new.period)
begin select raise(abort, 'rule: what donors gave is what publishers received, and the fee'); end
;
`;
