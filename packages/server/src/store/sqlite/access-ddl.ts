/** Who may do what: sign-in, connections of sites, tokens, the instance's own row and the demo's outbox. Secrets are stored as SHA-256. */
export const ACCESS_DDL = `
create table instance (
  id integer primary key check (id = 1),
  demo integer not null check (demo in (0, 1)),
  clock_ahead_ms integer not null default 0 check (clock_ahead_ms >= 0),
  created_at integer not null,
  check (demo = 1 or clock_ahead_ms = 0)
) strict
;
create trigger instance_stays_what_it_is before update on instance
when new.demo <> old.demo or new.clock_ahead_ms < old.clock_ahead_ms
begin select raise(abort, 'rule: a demo stays a demo, and its clock only moves forward'); end
;
create trigger instance_no_delete before delete on instance begin select raise(abort, 'rule: the instance row stays'); end
;
create table sign_ins (
  id integer primary key,
  mail text not null,
  browser_hash blob not null,
  link_hash blob not null unique,
  code_hash blob,
  code_tries integer not null default 0,
  return_to text not null,
  created_at integer not null,
  used_at integer
) strict
;
create index sign_ins_by_browser on sign_ins (browser_hash)
;
create table sessions (
  hash blob primary key,
  person integer not null references people,
  created_at integer not null,
  last_used_at integer not null
) strict, without rowid
;
create table connections (
  id integer primary key,
  donor integer not null references donors,
  site text not null,
  sub text not null unique,
  created_at integer not null,
  unique (donor, site)
) strict
;
create table codes (
  hash blob primary key,
  connection integer not null references connections,
  redirect_uri text not null,
  code_challenge text not null,
  scope text not null,
  created_at integer not null,
  used_at integer
) strict, without rowid
;
create table tokens (
  hash blob primary key,
  connection integer not null references connections,
  scope text not null,
  code_hash blob,
  created_at integer not null,
  last_used_at integer not null,
  revoked_at integer
) strict, without rowid
;
create index tokens_by_connection on tokens (connection)
;
create table outbox (
  id integer primary key,
  recipient text not null,
  subject text not null,
  body text not null,
  created_at integer not null
) strict
;
`;
