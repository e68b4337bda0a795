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
-- Lines of a few thousand octets stay in their rows as they are: to compress them takes time, and keys and signatures do not shrink.
alter table certdrop.journal set (toast_tuple_target = 8160);

-- The last line of each registry: an append moves it on in the same transaction, or has lost.
create table if not exists certdrop.head (
  registry text primary key,
  seq bigint not null,
  digest text not null,
  moved_to text
);

insert into certdrop.version (version) values (1) on conflict do nothing;
