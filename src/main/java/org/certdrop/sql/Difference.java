package org.certdrop.sql;

import java.util.List;
import java.util.Optional;
import org.certdrop.registry.Replica;

/** What two replicas have not in common, in words. */
final class Difference {
  private Difference() {}

  /**
   * Compares.
   *
   * @param here what this replica has
   * @param other of another one, its place and what it has, in the same order
   */
  static Optional<String> between(Replica.Alike here, List<String> other) {
    String place = other.get(0);
    if (!other.get(1).equals(here.certificate())) {
      return said("the own certificate", place);
    }
    if (!other.get(2).equals(here.roster())) {
      return said("etc/roster.json", place);
    }
    return other.get(3).equals(here.distrusted())
        ? Optional.empty()
        : said("etc/distrusted.txt", place);
  }

  /**
   * Keeps two parties from being replicas of one registry.
   *
   * @throws DatabaseException if another replica has another certificate
   */
  static void demandSameParty(Replica.Alike here, List<String> other, Database database)
      throws DatabaseException {
    if (!other.get(1).equals(here.certificate())) {
      throw new DatabaseException(
          "the own certificate here is not that of "
              + other.get(0)
              + ", which runs as a replica of the same "
              + database.place()
              + ". Replicas are one party: give them the same etc/identity; if they are to be two,"
              + " give each a certdrop.registry.name, an inbox and an outbox of its own.");
    }
  }

  /** What is wrong if another service lives in this one's name. */
  static DatabaseException copied(Database database) {
    return new DatabaseException(
        "another service has begun to run as this replica of the "
            + database.place()
            + ", so that nothing is decided here: its home is a copy of this one. If this does not"
            + " end within two minutes, stop both, remove var/replica in one of them, and start"
            + " them again.");
  }

  private static Optional<String> said(String what, String place) {
    return Optional.of(
        what
            + " here is not that of the replica "
            + place
            + ": nothing is decided until they are the same");
  }
}
