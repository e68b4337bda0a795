package org.certdrop.outbox;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.certdrop.home.ClockCheck;
import org.certdrop.home.Home;
import org.certdrop.home.Identities;
import org.certdrop.home.Registries;
import org.certdrop.home.Settings;
import org.certdrop.home.SettingsException;
import org.certdrop.home.Var;
import org.certdrop.identity.IdentityException;
import org.certdrop.identity.OwnParty;
import org.certdrop.identity.Renewal;
import org.certdrop.registry.SharedStatements;

/** What this party tells other sites about itself, in the outbox of its home. */
public final class Publications {
  private Publications() {}

  /**
   * Makes a new certificate and key, has the old key sign that they take the place of its own, and
   * renews the outbox.
   *
   * @param force whether to replace those that are there
   * @throws IdentityException if there are some and no force, they cannot be made, or the outbox
   *     cannot be written
   * @throws SettingsException if the configuration cannot be used
   * @throws IOException if something cannot be read
   */
  public static Renewal generate(Home home, boolean force, Clock clock)
      throws IdentityException, SettingsException, IOException {
    Settings settings = Settings.read(home);
    Var.prepare(home);
    try (Announcements.Turn turn = announcements(home, clock).begin()) {
      Renewal made = turn.generate(Identities.source(home, settings, clock), settings.own(), force);
      renewReplies(home, made, turn, clock);
      return made;
    }
  }

  private static void renewReplies(Home home, Renewal made, Announcements.Turn turn, Clock clock)
      throws IdentityException {
    try {
      renewed(home, turn.instructions(made.own()), clock);
      new Replies(home.outbox(), clock).signAnew(made.own());
    } catch (IOException e) {
      throw made.unannounced(e);
    }
  }

  /**
   * What this party announces to the other sites. If that is something new, the outbox is renewed;
   * its certificate and key are made if neither is there.
   *
   * @throws IdentityException if what is there cannot be used
   * @throws SettingsException if the configuration cannot be used
   * @throws IOException if it cannot be read, or what is new cannot be written
   */
  public static Instructions instructions(Home home, Clock clock)
      throws IdentityException, SettingsException, IOException {
    Announcements announcements = announcements(home, clock);
    Optional<Instructions> known = announcements.known(Identities.of(home, clock));
    return known.isPresent() ? known.get() : publish(home, clock);
  }

  /**
   * Brings the outbox up to date; certificate and key are made if neither is there.
   *
   * @return what this party announces
   * @throws IdentityException if what is there cannot be used
   * @throws SettingsException if the configuration cannot be used
   * @throws IOException if it cannot be read, or what is new cannot be written
   */
  public static Instructions publish(Home home, Clock clock)
      throws IdentityException, SettingsException, IOException {
    Optional<String> wrong = ClockCheck.wrong(Settings.read(home), clock);
    if (wrong.isPresent()) {
      throw new IdentityException(
          "Nothing is signed by a clock that is wrong: " + wrong.get() + ".",
          "Then type the command again.");
    }
    Var.prepare(home);
    try (Announcements.Turn turn = announcements(home, clock).begin()) {
      OwnParty own = Identities.of(home, clock);
      turn.publish(own);
      return renewed(home, turn.instructions(own), clock);
    }
  }

  /** What waits for its courier gets the new instructions, too. */
  static Instructions renewed(Home home, Instructions instructions, Clock clock)
      throws IOException {
    new Replies(home.outbox(), clock).renew(instructions);
    return instructions;
  }

  /** What this party announces, kept where a home keeps it. */
  public static Announcements announcements(Home home, Clock clock) {
    return announcements(home, () -> Registries.of(home).statements(), clock);
  }

  static Announcements announcements(Home home, SharedStatements.Finder shared, Clock clock) {
    return new Announcements(home.statements(), home.registration(), shared, clock);
  }
}
