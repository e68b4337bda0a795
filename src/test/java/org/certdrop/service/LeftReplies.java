package org.certdrop.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.certdrop.registry.RegistryStore;
import org.certdrop.registry.Replica;

/**
 * Of two replicas, what they leave to one another; something may happen before it is taken away.
 */
final class LeftReplies implements Replica {
  private final RegistryStore store;
  final List<Owed> left = new ArrayList<>();
  private final Runnable beforeNoted;

  LeftReplies(RegistryStore store, Runnable beforeNoted) {
    this.store = store;
    this.beforeNoted = beforeNoted;
  }

  @Override
  public RegistryStore store() {
    return store;
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public Standing join(Alike alike, Set<String> wanted) {
    return new Standing(false, wanted, Optional.empty());
  }

  @Override
  public Standing beat(Alike alike, Optional<Set<String>> held, Set<String> wanted) {
    return join(alike, wanted);
  }

  @Override
  public void revive() {
    // It is never thought dead.
  }

  @Override
  public Set<String> takeUp(Set<String> submissions) {
    return submissions;
  }

  @Override
  public void owe(List<Owed> replies) {
    left.addAll(replies);
  }

  @Override
  public List<Owed> owed() {
    return List.copyOf(left);
  }

  @Override
  public void noted(List<Owed> replies) {
    beforeNoted.run();
    left.removeAll(replies);
  }

  @Override
  public void close() {
    // It holds nothing.
  }
}
