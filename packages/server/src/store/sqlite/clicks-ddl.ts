/** Things, clicks and their counts. A click is written once; undoing it is a row of its own. */
export const CLICKS_DDL = `
create table things (
  id integer primary key,
  url text not null check (length(url) <= 2048),
  publisher integer not null references publishers,
  title text check (length(title) <= 300),
  category text check (length(category) <= 40),
  tags text check (length(tags) <= 2000),
  language text check (length(language) <= 35),
  unlisted integer not null default 0 check (unlisted in (0, 1)),
  described integer not null default 0 check (described in (0, 1)),
  created_at integer not null,
  unique (url, publisher)
) strict
;
create index things_by_publisher on things (publisher)
;
create trigger things_keep_their_payee before update of id, url, publisher on things
begin select raise(abort, 'rule: a thing keeps url and publisher'); end
;
create trigger things_have_a_count after insert on things begin
  insert into counts (thing, clicks) values (new.id, 0);
end
;
create table clicks (
  id blob primary key check (length(id) = 16),
  donor integer not null references donors,
  connection integer not null references connections,
  thing integer not null references things,
  period text not null check (period glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]'),
  received_at integer not null
) strict, without rowid
;
-- The only further index, and it holds whole rows: every click asks for its donor's clicks of the period (caps, mine), the
-- donor's page and settlement read them in the order of the split, and settlement walks a period's donors along it.
create index clicks_in_order_of_split on clicks (period, donor, received_at, id, connection, thing)
;
create table undone (
  id blob primary key references clicks,
  donor integer not null references donors,
  connection integer not null references connections,
  undone_at integer not null
) strict, without rowid
;
-- Undoings that overtook their click: no money hangs on them, and they are forgotten after 35 days.
create table undone_unseen (
  id blob primary key check (length(id) = 16),
  donor integer not null references donors,
  connection integer not null references connections,
  undone_at integer not null
) strict, without rowid
;
create index undone_unseen_by_age on undone_unseen (undone_at)
;
create index undone_unseen_by_connection on undone_unseen (connection, undone_at)
;
-- A cache of clicks that are not undone, a thing a row, kept in the transaction of the click; check compares it.
create table counts (
  thing integer primary key references things,
  clicks integer not null check (clicks >= 0)
) strict
;
create trigger clicks_belong_to_an_open_period before insert on clicks
when exists (select 1 from closings c where c.period >= new.period)
begin select raise(abort, 'rule: a closing period takes no click'); end
;
create trigger clicks_are_not_replaced before insert on clicks
when exists (select 1 from clicks where id = new.id) or exists (select 1 from undone_unseen where id = new.id)
begin select raise(abort, 'rule: a click is counted once'); end
;
create trigger clicks_come_through_their_donor before insert on clicks
when not exists (select 1 from connections k where k.id = new.connection and k.donor = new.donor)
begin select raise(abort, 'rule: a click comes through a connection of its donor'); end
;
create trigger clicks_are_not_for_oneself before insert on clicks
when exists (select 1 from donors d, things t, publishers p
  where d.id = new.donor and t.id = new.thing and p.id = t.publisher and p.person = d.person)
begin select raise(abort, 'rule: own things cannot be clicked'); end
;
create trigger undone_in_an_open_period before insert on undone
when exists (select 1 from clicks k, closings c where k.id = new.id and c.period >= k.period)
begin select raise(abort, 'rule: a closing period takes no undo'); end
;
create trigger undone_by_their_donor before insert on undone
when not exists (select 1 from clicks k where k.id = new.id and k.donor = new.donor and k.connection = new.connection)
  or exists (select 1 from undone u where u.id = new.id)
begin select raise(abort, 'rule: a click is undone once, by its donor'); end
;
create trigger undone_unseen_of_no_click before insert on undone_unseen
when exists (select 1 from clicks k where k.id = new.id) or exists (select 1 from undone_unseen u where u.id = new.id)
  or not exists (select 1 from connections k where k.id = new.connection and k.donor = new.donor)
begin select raise(abort, 'rule: what is undone unseen has no click'); end
;
create trigger undone_unseen_no_update before update on undone_unseen
begin select raise(abort, 'rule: an undoing is not changed'); end
;
`;
