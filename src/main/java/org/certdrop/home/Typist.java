package org.certdrop.home;

import java.util.Map;
import java.util.Optional;
import org.certdrop.files.Owner;

/**
 * The person who reads what this process prints, and types the commands in it: often another user
 * than the one that the process runs as. Root becomes the home's owner first; so does a person who
 * came here by sudo, since the next command is typed at that person's own prompt; and so does the
 * person who reads the log of a service, whose user types nothing.
 *
 * @param user the user of this process
 * @param environment the environment of this process
 * @param atTerminal whether a terminal belongs to this process, so that a person may be its user
 */
record Typist(Owner user, Map<String, String> environment, boolean atTerminal) {
  /** The one of this process. */
  static Typist current() {
    return new Typist(Owner.us(), System.getenv(), System.console() != null);
  }

  /** The user whom this person has to become first; empty if it is that user already. */
  Optional<Owner> becomes(Home home) {
    if (user.isRoot()) {
      return HomeOwner.of(home).filter(owner -> !owner.name().equals(user.name()));
    }
    return cameBySudo().orElseGet(() -> !atTerminal && isService(home))
        ? Optional.of(user)
        : Optional.empty();
  }

  /**
   * Whether sudo was called for this one command, as another user; false where sudo opened a shell,
   * in which the person goes on typing; empty without sudo.
   */
  private Optional<Boolean> cameBySudo() {
    return Optional.ofNullable(environment.get("SUDO_USER"))
        .filter(person -> !person.isBlank() && !person.equals(user.name()))
        .map(person -> environment.getOrDefault("SUDO_COMMAND", "certdrop").contains("certdrop"));
  }

  /**
   * Whether the home is installed for a service, so that root keeps its {@code etc}. A user without
   * a name is one of a container, where there is no sudo.
   */
  private boolean isService(Home home) {
    return !user.isNameless()
        && Owner.of(home.properties().getParent()).filter(Owner::isRoot).isPresent();
  }
}
