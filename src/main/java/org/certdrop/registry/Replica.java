package org.certdrop.registry;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A service of a registry, one of several that share it with its inbox and outbox, if it lies in a
 * database; else the only one. What replicas tell one another saves work, no more: that a
 * submission has one outcome follows from the journal and from renames.
 */
public interface Replica extends Closeable {
  /** The only service of a registry. */
  static Replica alone(RegistryStore store) {
    return new OnlyReplica(store);
  }

  /**
   * What all replicas must have in common, each as a digest.
   *
   * @param certificate the own certificate
   * @param roster the list of who may register
   * @param distrusted the list of who must not be trusted
   */
  record Alike(String certificate, String roster, String distrusted) {}

  /**
   * How a replica stands among the others.
   *
   * @param thoughtDead whether others took up what it had in hand: it appends nothing before {@link
   *     #revive}
   * @param leases which of the tasks that one does at a time are its own
   * @param difference what it has not in common with a living replica, in whole sentences
   */
  record Standing(boolean thoughtDead, Set<String> leases, Optional<String> difference) {}

  /**
   * A reply that is owed.
   *
   * @param party to which party
   * @param outcome what became of its submission
   */
  record Owed(String party, String outcome) {}

  /** The registry as this replica writes it. */
  RegistryStore store();

  /** Whether there may be others. */
  boolean isShared();

  /**
   * Begins to be one of them.
   *
   * @param wanted the tasks that it would do
   * @throws IOException if the database cannot be used, or a living replica is another party
   */
  Standing join(Alike alike, Set<String> wanted) throws IOException;

  /**
   * Tells the others that this one lives.
   *
   * @param held the submissions that it has in hand; empty if it does not know yet
   * @param wanted the tasks that it would do
   * @throws IOException if they cannot be told now
   */
  Standing beat(Alike alike, Optional<Set<String>> held, Set<String> wanted) throws IOException;

  /** Goes on after others thought it dead, with nothing in hand that it had before. */
  void revive();

  /**
   * Takes up what nobody alive has in hand.
   *
   * @param left submissions in {@code inbox/.work} that this replica has not in hand
   * @return those that are its own from now on
   * @throws IOException if that cannot be told now
   */
  Set<String> takeUp(Set<String> left) throws IOException;

  /** Leaves replies to the replica that writes them. */
  void owe(List<Owed> replies) throws IOException;

  /** The replies that others left. */
  List<Owed> owed() throws IOException;

  /** Tells that replies which others left are noted here. */
  void noted(List<Owed> replies) throws IOException;
}
