-- What the role that certdrop runs as may do: of the journal read and append, and nothing else.
revoke all on all tables in schema certdrop from ${role};
grant usage on schema certdrop to ${role};
grant select on certdrop.version to ${role};
grant select, insert on certdrop.journal to ${role};
grant select, insert, update on certdrop.head, certdrop.replica, certdrop.lease, certdrop.statements to ${role};
grant select, insert, update, delete on certdrop.claim, certdrop.owed to ${role};
