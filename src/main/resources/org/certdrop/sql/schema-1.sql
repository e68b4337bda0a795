-- certdrop's tables, version 1. Every statement may run again. Times are the database's alone.
create schema if not exists certdrop;

create table if not exists certdrop.version (
  version integer primary key,
  applied_at timestamptz not null default now()
);

-- The truth: each line as certdrop wrote it, without its LF; a line holds the SHA-256 of the line before.
-- The submission is that of a drop whose outcome the line is; a drop has one outcome.
create table if not exists certdrop.journal (
  registry text not null,
  seq bigint not null check (seq > 0),
  line bytea not null check (octet_length(line) between 1 and 4194303 and position('\x0a'::bytea in line) = 0),
  submission text,
  primary key (registry, seq)
);
create unique index if not exists journal_submission on certdrop.journal (registry, submission)
  where submission is not null;

-- The last line of each registry: an append moves it on in the same transaction, or has lost.
create table if not exists certdrop.head (
  registry text primary key,
  seq bigint not null,
  digest text not null,
  moved_to text
);

-- Several certdrops on one inbox.
create table if not exists certdrop.replica (
  registry text not null,
  replica text not null,
  epoch bigint not null,
  seen_at timestamptz not null default now(),
  identity text,
  lists text,
  primary key (registry, replica)
);
create table if not exists certdrop.claim (
  registry text not null,
  submission text not null,
  replica text not null,
  epoch bigint not null,
  claimed_at timestamptz not null default now(),
  primary key (registry, submission)
);
create table if not exists certdrop.lease (
  registry text not null,
  task text not null,
  replica text not null,
  epoch bigint not null,
  until timestamptz not null,
  primary key (registry, task)
);
create table if not exists certdrop.owed_reply (
  registry text not null,
  party text not null,
  owed_since timestamptz not null default now(),
  primary key (registry, party)
);
create table if not exists certdrop.statement (
  registry text primary key,
  seq bigint not null,
  said bytea
);

insert into certdrop.version (version) values (1) on conflict do nothing;
