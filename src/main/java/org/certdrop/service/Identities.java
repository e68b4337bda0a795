package org.certdrop.service;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.certdrop.identity.Announcements;
import org.certdrop.identity.FedBiomedIdentity;
import org.certdrop.identity.IdentityException;
import org.certdrop.identity.IdentityFolder;
import org.certdrop.identity.IdentityWarning;
import org.certdrop.identity.Instructions;
import org.certdrop.identity.OwnIdentity;
import org.certdrop.identity.OwnParty;
import org.certdrop.identity.Renewal;
import org.certdrop.identity.Replies;
import org.certdrop.intake.Ourselves;
import org.certdrop.x509.Fingerprint;

/** This party, as a home's configuration and its certificate have it. */
public final class Identities {
  private Identities() {}

  /**
   * This party; its certificate and key are made if neither is there.
   *
   * @throws IdentityException if what is there cannot be used
   * @throws SettingsException if the configuration cannot be used
   * @throws IOException if it cannot be read
   */
  public static OwnParty of(Home home, Clock clock)
      throws IdentityException, SettingsException, IOException {
    Settings settings = Settings.read(home);
    return source(home, settings, clock).load(settings.own());
  }

  /**
   * This party, if it has a certificate.
   *
   * @throws IdentityException if what is there cannot be used
   * @throws SettingsException if the configuration cannot be used
   * @throws IOException if it cannot be read
   */
  public static Optional<OwnParty> existing(Home home, Clock clock)
      throws IdentityException, SettingsException, IOException {
    Settings settings = Settings.read(home);
    return source(home, settings, clock).find(settings.own());
  }

  /**
   * This party of a home that has been used before.
   *
   * @throws StartException if it has no certificate
   * @throws IdentityException if what is there cannot be used
   * @throws SettingsException if the configuration cannot be used
   * @throws IOException if it cannot be read
   */
  static OwnParty used(Home home, Clock clock)
      throws StartException, IdentityException, SettingsException, IOException {
    return existing(home, clock)
        .orElseThrow(
            () ->
                new StartException(
                    home
                        + " has no own certificate, so that nobody is known there. If another home is"
                        + " meant, name it with --home;"
                        + " ./certdrop run makes the certificate at its first start."));
  }

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
      Renewal made = turn.generate(source(home, settings, clock), settings.own(), force);
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
    Optional<Instructions> known = announcements.known(of(home, clock));
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
  static Instructions publish(Home home, Clock clock)
      throws IdentityException, SettingsException, IOException {
    Optional<String> wrong = ClockCheck.wrong(Settings.read(home), clock);
    if (wrong.isPresent()) {
      throw new IdentityException(
          "Nothing is signed by a clock that is wrong: " + wrong.get() + ".",
          "Then type the command again.");
    }
    Var.prepare(home);
    try (Announcements.Turn turn = announcements(home, clock).begin()) {
      OwnParty own = of(home, clock);
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

  static Announcements announcements(Home home, Clock clock) {
    return new Announcements(home.statements(), home.registration(), clock);
  }

  /**
   * What is worth knowing about this party now. An address that Fed-BioMed's configuration gives as
   * a name is spoken of once, as it stands there.
   */
  static List<IdentityWarning> warnings(OwnParty own, Settings settings, Instant at) {
    Optional<IdentityWarning> localhost =
        settings.fedBiomed().flatMap(config -> config.localhost(own.endpoint()));
    List<IdentityWarning> warnings = new ArrayList<>(own.warnings(at, settings.expiryWarning()));
    localhost.ifPresent(
        precise -> warnings.replaceAll(one -> one.kind() == precise.kind() ? precise : one));
    return warnings;
  }

  /** Where certificate and key come from: Fed-BioMed, if its configuration is named. */
  static OwnIdentity source(Home home, Settings settings, Clock clock) {
    return settings.fedBiomed().isPresent()
        ? new FedBiomedIdentity(settings.fedBiomed().get())
        : new IdentityFolder(home.identity(), clock, () -> ClockCheck.wrong(settings, clock));
  }

  /**
   * What intake must know of it.
   *
   * @param announced the certificates that it ever announced
   */
  static Ourselves ourselves(OwnParty own, Set<Fingerprint> announced) {
    return new Ourselves(
        own.id(),
        own.certificate().fingerprint(),
        own.certificate().publicKeyFingerprint(),
        own.endpoint(),
        announced);
  }
}
