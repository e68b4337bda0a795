package org.certdrop.sql;

import static org.certdrop.sql.SqlSession.rows;
import static org.certdrop.sql.SqlSession.update;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which of the submissions that lie in {@code inbox/.work} a replica takes up. First those that are
 * silent lose their epoch, by one statement each that only one replica wins; so none of them
 * appends what another one takes up. What no replica says that it holds belongs to none after a
 * minute, in which a living one has said so twelve times; at once if no other one is alive.
 */
final class TakeOver {
  private static final String BURY =
      "update certdrop.replica set epoch = epoch + 1, process = '', seen = '-infinity'"
          + " where registry = ? and replica <> ?"
          + " and seen > '-infinity' and seen <= now() - interval '60 seconds'"
          + " returning place";
  private static final String INHERIT =
      "update certdrop.claim set replica = ? where registry = ? and replica in"
          + " (select replica from certdrop.replica where registry = ? and seen = '-infinity')";
  private static final String FORGET =
      "delete from certdrop.claim where registry = ? and replica is null"
          + " and since < now() - interval '10 minutes' and submission <> all (?)";
  private static final String NOTICE =
      "insert into certdrop.claim (registry, submission)"
          + " select ?, submission from unnest(?::text[]) as submission on conflict do nothing";
  private static final String TAKE =
      "update certdrop.claim set replica = ? where registry = ? and submission = any (?)"
          + " and (replica = ? or replica is null and (since <= now() - interval '60 seconds'"
          + " or not exists (select from certdrop.replica where registry = ? and replica <> ?"
          + " and seen > '-infinity'))) returning submission";

  private TakeOver() {}

  /**
   * What was taken.
   *
   * @param silent where the replicas ran that are thought dead from now on
   * @param submissions what is this replica's now
   */
  record Taken(List<String> silent, Set<String> submissions) {}

  static Taken of(Connection connection, String registry, String name, Set<String> left)
      throws SQLException {
    update(connection, SqlSession.DURABLE);
    List<List<String>> silent = rows(connection, BURY, registry, name);
    update(connection, INHERIT, name, registry, registry);
    update(connection, FORGET, registry, left);
    update(connection, NOTICE, registry, left);
    List<List<String>> taken = rows(connection, TAKE, name, registry, left, name, registry, name);
    return new Taken(
        silent.stream().map(row -> row.get(0)).toList(),
        taken.stream().map(row -> row.get(0)).collect(Collectors.toSet()));
  }
}
