package org.certdrop.registry;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The service of a registry that no other can serve. */
record OnlyReplica(RegistryStore store) implements Replica {
  @Override
  public boolean isShared() {
    return false;
  }

  @Override
  public Standing join(Alike alike, Set<String> wanted) {
    return new Standing(false, wanted, Optional.empty());
  }

  @Override
  public Standing beat(Alike alike, Optional<Set<String>> held, Set<String> wanted) {
    return new Standing(false, wanted, Optional.empty());
  }

  @Override
  public void revive() {
    // Nobody thinks it dead.
  }

  @Override
  public Set<String> takeUp(Set<String> left) {
    return left;
  }

  @Override
  public void owe(List<Owed> replies) {
    throw new IllegalStateException("nobody else writes replies");
  }

  @Override
  public List<Owed> owed() {
    return List.of();
  }

  @Override
  public void noted(List<Owed> replies) {
    // Nobody left any.
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
