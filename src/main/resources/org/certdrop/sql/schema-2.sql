-- certdrop's tables, version 2: several services (replicas) of one registry. Every statement may run again.
-- None of them decides what is registered: they save replicas from doing the same work.

-- A replica is a home, called by its var/replica. It is alive while seen is younger than 60 seconds.
-- The process is its service; the replica that takes up its claims raises the epoch, and it appends nothing before it has noticed.
create table if not exists certdrop.replica (
  registry text not null,
  replica text not null,
  epoch bigint not null,
  process text not null,
  place text not null,
  seen timestamptz not null,
  certificate text not null,
  roster text not null,
  distrusted text not null,
  primary key (registry, replica)
);

-- Which replica has a submission in hand that is in inbox/.work; none, if it lies there and nobody has said so.
create table if not exists certdrop.claim (
  registry text not null,
  submission text not null,
  replica text,
  since timestamptz not null default now(),
  primary key (registry, submission)
);

-- Which replica does what one does at a time.
create table if not exists certdrop.lease (
  registry text not null,
  name text not null,
  replica text not null,
  primary key (registry, name)
);

-- Replies that a replica owes which does not write into the outbox.
create table if not exists certdrop.owed (
  registry text not null,
  party text not null,
  outcome text not null,
  primary key (registry, party, outcome)
);

-- What this party has said of itself, and under which number.
create table if not exists certdrop.statements (
  registry text primary key,
  document text not null
);

insert into certdrop.version (version) values (2) on conflict do nothing;
