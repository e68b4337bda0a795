package org.certdrop.operator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.certdrop.home.ActsFile;
import org.certdrop.home.Home;
import org.certdrop.party.PartyId;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;

/**
 * Who types a command, as that person says, or else as far as the operating system knows: a note
 * for other people, no proof.
 *
 * @param name fit to be shown: the name that the person gave, or the login name; {@code ana (as
 *     certdrop)} where ana became certdrop by sudo, since both the person and the account matter
 */
public record LoginName(String name) {
  private static final int MOST = 64;
  private static final String NAMELESS = "?";

  /** The name that a person gives, who may share the account with others, as in a container. */
  public static Parsed<LoginName> given(String name) {
    String stripped = name.strip();
    return !stripped.isEmpty() && shown(stripped).equals(stripped)
        ? Parsed.good(new LoginName(stripped))
        : Parsed.bad(
            "It is no person's name.", "Give 1 to " + MOST + " characters that can be printed.");
  }

  /**
   * Writes down what this person did that is not in the registry's journal.
   *
   * @param done what, such as "made a new own certificate"
   * @param party the party that it is about; empty if it is about none
   */
  public void note(Home home, Clock clock, String done, Optional<PartyId> party) {
    ActsFile.note(home, new ActsFile.Act(clock.instant(), name, done, party, Optional.empty()));
  }

  /** The account of this process. */
  public static LoginName current() {
    return of(
        System.getProperty("user.name", NAMELESS),
        Optional.ofNullable(System.getenv("SUDO_USER")),
        uid());
  }

  /**
   * An account.
   *
   * @param user what Java takes for the user's name: a question mark if the user has none, as in a
   *     container
   * @param sudoUser who called sudo, if that is how the process came to its user
   * @param uid the user's number, if the platform has numbers
   */
  static LoginName of(String user, Optional<String> sudoUser, Optional<Integer> uid) {
    String account =
        user.isBlank() || user.equals(NAMELESS)
            ? uid.map(number -> "uid " + number).orElse("unknown")
            : user;
    return new LoginName(
        sudoUser
            .filter(person -> !person.isBlank() && !person.equals(account))
            .map(person -> shown(person) + " (as " + shown(account) + ")")
            .orElse(shown(account)));
  }

  private static String shown(String name) {
    return Printable.excerpt(name.strip(), MOST);
  }

  private static Optional<Integer> uid() {
    try {
      return Optional.of((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return Optional.empty(); // no Linux: then there is a name, or there is none
    }
  }
}
