import { LARGEST_AMOUNT } from "../largest-amount.js";

/** Whether a text holds a control character. A NUL ends what most of SQLite sees of it, so it is sought in the bytes. */
const HAS_CONTROL = (text: string) =>
  `${text} glob '*[' || char(1) || '-' || char(31) || char(127) || '-' || char(159) || ']*' or instr(cast(${text} as blob), x'00') > 0`;

/**
 * People, accounts, transfers, donors and publishers, with every rule that SQL can say.
 * Integers are micros or milliseconds since 1970; ids are 16-byte UUIDs. Money rows are written once (see write-once-ddl.ts).
 */
export const LEDGER_DDL = `
create table people (
  id integer primary key,
  mail text not null unique check (mail = lower(trim(mail)) and mail like '_%@_%' and length(mail) <= 254
    and not (${HAS_CONTROL("mail")})),
  created_at integer not null
) strict
;
create table accounts (
  id blob primary key check (length(id) = 16),
  kind text not null check (kind in ('bank', 'donor', 'publisher', 'clearing', 'fees')),
  period text check ((kind = 'clearing') = (period is not null))
) strict, without rowid
;
create unique index one_clearing_account_a_period on accounts (period) where kind = 'clearing'
;
create unique index one_account_of_the_instance_a_kind on accounts (kind) where kind in ('bank', 'fees')
;
create table balances (
  account blob primary key references accounts,
  kind text not null,
  amount integer not null,
  check (case kind when 'bank' then amount <= 0 else amount >= 0 end),
  check (abs(amount) <= 4000000000000000000)
) strict, without rowid
;
create trigger accounts_have_a_balance after insert on accounts begin
  insert into balances (account, kind, amount) values (new.id, new.kind, 0);
end
;
create trigger balances_are_of_their_account before insert on balances
when new.amount <> 0 or not exists (select 1 from accounts a where a.id = new.account and a.kind = new.kind)
begin select raise(abort, 'rule: a balance begins at 0 and is of its account''s kind'); end
;
create trigger balances_keep_their_account before update of account, kind on balances
begin select raise(abort, 'rule: a balance keeps its account'); end
;
create trigger balances_no_delete before delete on balances
begin select raise(abort, 'rule: a balance is not deleted'); end
;
create table transfers (
  id blob primary key check (length(id) = 16),
  kind text not null check (kind in ('pay-in', 'given', 'received', 'fee')),
  from_account blob not null references accounts,
  to_account blob not null references accounts,
  amount integer not null check (amount between 1 and case kind when 'pay-in' then ${LARGEST_AMOUNT} else 9000000000000000 end),
  period text check ((kind = 'pay-in') = (period is null)),
  booked_at integer not null,
  check (from_account <> to_account)
) strict, without rowid
;
create table entries (
  transfer blob not null references transfers,
  side integer not null check (side in (0, 1)),
  account blob not null references accounts,
  amount integer not null check ((side = 0) = (amount < 0)),
  primary key (transfer, side)
) strict, without rowid
;
create index entries_by_account on entries (account)
;
create trigger transfers_run_between_the_right_accounts before insert on transfers
when not exists (
  select 1 from accounts f, accounts t where f.id = new.from_account and t.id = new.to_account and
    case new.kind
      when 'pay-in' then f.kind = 'bank' and t.kind = 'donor'
      when 'given' then f.kind = 'donor' and t.kind = 'clearing' and t.period = new.period
      when 'received' then f.kind = 'clearing' and f.period = new.period and t.kind = 'publisher'
      when 'fee' then f.kind = 'clearing' and f.period = new.period and t.kind = 'fees'
    end)
begin select raise(abort, 'rule: a transfer runs between the accounts of its kind'); end
;
-- The same transfer again passes this guard, so that "on conflict do nothing" can leave it as it is.
create trigger transfers_are_not_replaced before insert on transfers
when exists (select 1 from transfers t where t.id = new.id and (t.kind <> new.kind or t.from_account <> new.from_account
  or t.to_account <> new.to_account or t.amount <> new.amount or t.period is not new.period))
begin select raise(abort, 'rule: a transfer with this id and another content is booked'); end
;
create trigger transfers_make_entries after insert on transfers begin
  insert into entries (transfer, side, account, amount) values
    (new.id, 0, new.from_account, -new.amount), (new.id, 1, new.to_account, new.amount);
  update balances set amount = amount - new.amount where account = new.from_account;
  update balances set amount = amount + new.amount where account = new.to_account;
end
;
create trigger entries_come_from_a_transfer before insert on entries
when not exists (
  select 1 from transfers t where t.id = new.transfer
    and new.account = case new.side when 0 then t.from_account else t.to_account end
    and new.amount = case new.side when 0 then -t.amount else t.amount end)
begin select raise(abort, 'rule: an entry is a side of its transfer'); end
;
create table donors (
  id integer primary key,
  person integer not null unique references people,
  account blob not null unique references accounts,
  created_at integer not null
) strict
;
create trigger donors_have_a_donor_account before insert on donors
when not exists (select 1 from accounts a where a.id = new.account and a.kind = 'donor')
begin select raise(abort, 'rule: a donor has a donor''s account'); end
;
create trigger donors_keep_their_account before update of id, person, account on donors
begin select raise(abort, 'rule: a donor keeps person and account'); end
;
create table budgets (
  donor integer not null references donors,
  from_at integer not null,
  amount integer not null check (amount between 0 and ${LARGEST_AMOUNT}),
  primary key (donor, from_at)
) strict, without rowid
;
create table pay_ins (
  reference text primary key check (length(reference) between 1 and 140 and reference = trim(reference)
    and instr(reference, '  ') = 0 and not (${HAS_CONTROL("reference")})),
  donor integer not null references donors,
  transfer blob not null unique references transfers
) strict, without rowid
;
create trigger pay_ins_are_transfers_to_their_donor before insert on pay_ins
when not exists (select 1 from transfers t join donors d on d.account = t.to_account
  where t.id = new.transfer and t.kind = 'pay-in' and d.id = new.donor)
begin select raise(abort, 'rule: a pay-in is a transfer to its donor'); end
;
create table publishers (
  id integer primary key,
  person integer not null references people,
  handle text not null unique check (handle = lower(handle) and length(handle) between 2 and 32 and handle not glob '*[^a-z0-9_-]*'),
  account blob not null unique references accounts,
  created_at integer not null,
  closed_at integer
) strict
;
create index publishers_by_person on publishers (person)
;
create trigger publishers_have_a_publisher_account before insert on publishers
when not exists (select 1 from accounts a where a.id = new.account and a.kind = 'publisher')
begin select raise(abort, 'rule: a publisher has a publisher''s account'); end
;
create trigger publishers_keep_their_owner before update of id, person, handle, account on publishers
begin select raise(abort, 'rule: a publisher keeps person, handle and account'); end
;
create table publisher_sites (
  publisher integer not null references publishers,
  origin text not null check (origin like 'http%://_%' and origin not like '%/' and length(origin) <= 300),
  verified_at integer not null,
  primary key (origin, publisher)
) strict, without rowid
;
`;
