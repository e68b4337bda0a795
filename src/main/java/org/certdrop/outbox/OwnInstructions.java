package org.certdrop.outbox;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.certdrop.home.ClockCheck;
import org.certdrop.home.Faults;
import org.certdrop.home.Federation;
import org.certdrop.home.Home;
import org.certdrop.home.Identities;
import org.certdrop.home.Settings;
import org.certdrop.home.SettingsException;
import org.certdrop.home.StartException;
import org.certdrop.identity.IdentityException;
import org.certdrop.identity.IdentityWarning;
import org.certdrop.identity.OwnIdentity;
import org.certdrop.identity.OwnParty;
import org.certdrop.party.PartyId;
import org.certdrop.registry.SharedStatements;
import org.certdrop.verdict.Ourselves;
import org.certdrop.x509.Fingerprint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the outbox's instructions those of the own certificate and endpoint, which may change while
 * the service runs; the bean of {@code routes/instructions.camel.yaml}.
 */
public final class OwnInstructions {
  private static final Logger LOG = LoggerFactory.getLogger(OwnInstructions.class);
  private static final String WHERE = "own instructions";
  private static final Duration A_DAY = Duration.ofDays(1);

  private final Home home;
  private final Announcements announcements;
  private final Faults faults;
  private final BooleanSupplier publishes;
  private final Clock clock;
  private final Map<IdentityWarning, Instant> warned = new ConcurrentHashMap<>();
  private volatile OwnParty party;
  private volatile Federation federation;
  private volatile Set<Fingerprint> announced = Set.of();

  private OwnInstructions(
      Home home,
      BooleanSupplier publishes,
      SharedStatements.Finder shared,
      Faults faults,
      Clock clock) {
    this.publishes = publishes;
    this.home = home;
    this.announcements = Publications.announcements(home, shared, clock);
    this.faults = faults;
    this.clock = clock;
  }

  /**
   * This party; its certificate and key are made if neither is there. Nothing is published yet.
   *
   * @param publishes whether the outbox is this service's to write
   * @param shared where several homes keep what this party has said
   * @throws IdentityException if what is there cannot be used
   */
  public static OwnInstructions of(
      Home home,
      Settings settings,
      BooleanSupplier publishes,
      SharedStatements.Finder shared,
      Faults faults,
      Clock clock)
      throws IdentityException {
    OwnInstructions own = new OwnInstructions(home, publishes, shared, faults, clock);
    own.federation = settings.federation();
    own.party = own.source(settings).load(settings.own());
    return own;
  }

  /** The configuration may name another place while the service runs. */
  private OwnIdentity source(Settings settings) {
    return Identities.source(home, settings, clock);
  }

  /** This party as it is now. */
  public OwnParty party() {
    return party;
  }

  /** Our id as it is now. */
  public PartyId id() {
    return party.id();
  }

  /** The kind of federation as it is configured now. */
  public Federation federation() {
    return federation;
  }

  /** What intake must know of it. */
  public Ourselves ourselves() {
    return Identities.ourselves(party, announced);
  }

  /** Looks whether certificate or configuration changed, and publishes what did. */
  public void refresh() {
    try (Announcements.Turn turn = announcements.begin()) {
      publish(Settings.read(home), turn);
      faults.end(WHERE);
    } catch (IOException | SettingsException | IdentityException | StartException e) {
      faults.begin(WHERE, e);
    }
  }

  /** The registry belongs to one id: a new one needs a start, which says what to do. */
  private static void keepId(PartyId before, PartyId now) throws StartException {
    if (!before.equals(now)) {
      throw new StartException(
          "The own id is now " + now + ", but the service runs for " + before + "; restart it.");
    }
  }

  /**
   * Writes what changed.
   *
   * @throws IOException if it cannot be written now
   * @throws IdentityException if certificate, key or earlier statements cannot be used
   * @throws StartException if the certificate is gone, or another party's
   */
  public void publish(Settings settings) throws IOException, IdentityException, StartException {
    Optional<String> wrong = ClockCheck.wrong(settings, clock);
    if (wrong.isPresent()) {
      announced = announcements.certificates();
      faults.begin(WHERE, wrong.get());
      return; // refresh() does it once the clock is right
    }
    try (Announcements.Turn turn = announcements.begin()) {
      publish(settings, turn);
    }
  }

  /** Looks in its turn: a command may replace the certificate until just before. */
  private void publish(Settings settings, Announcements.Turn turn)
      throws IOException, IdentityException, StartException {
    OwnParty now =
        source(settings)
            .find(settings.own())
            .orElseThrow(
                () ->
                    new StartException("The own certificate in " + home.identity() + " is gone."));
    keepId(party.id(), now.id());
    note(settings.federation());
    Optional<String> wrong = ClockCheck.wrong(settings, clock);
    if (wrong.isPresent()) {
      throw new IOException(wrong.get());
    }
    boolean renewed = !party.certificate().fingerprint().equals(now.certificate().fingerprint());
    party = now;
    boolean first = announcements.certificates().isEmpty();
    boolean said = announcements.announcedAt(now).isPresent();
    List<String> written = publishes.getAsBoolean() ? turn.publish(now) : turn.note(now);
    if (!written.isEmpty()) {
      Publications.renewed(home, turn.instructions(now), clock);
      tell(written, first, said);
    }
    if (renewed && publishes.getAsBoolean()) {
      new Replies(home.outbox(), clock).signAnew(now);
    }
    announced = announcements.certificates();
    Identities.warnings(party, settings, clock.instant()).forEach(this::warn);
    source(settings).exposures().forEach(this::warn);
  }

  /**
   * Says what was written for the other sites.
   *
   * @param written the names of the files
   * @param first whether nothing was ever written for them
   * @param said whether the same was written for them before
   */
  private void tell(List<String> written, boolean first, boolean said) {
    if (said) {
      LOG.info(
          "certdrop made files of {} again that were gone or changed. They say the same as before:"
              + " a site that has them needs nothing.",
          home.registration());
      return;
    }
    long sheets = written.stream().filter(SheetFolder::isSheet).count();
    LOG.info(
        "certdrop wrote {} instructions for the other sites: {} files{}.",
        first ? "our" : "new",
        written.size() - sheets,
        sheets == 0 ? "" : ", and the sheet to print");
    LOG.info("Send what lies in {} to {}.", home.registration(), federation.others());
  }

  private void note(Federation now) {
    if (now.topology() != federation.topology()) {
      LOG.info("The topology is now {}, by {}.", now.topology(), now.topologyFrom());
    }
    federation = now;
  }

  /** Once a day each. */
  private void warn(IdentityWarning warning) {
    Instant now = clock.instant();
    Instant before = warned.get(warning);
    if (before == null || !now.isBefore(before.plus(A_DAY))) {
      warned.put(warning, now);
      LOG.warn("{} {}", warning.message(), warning.hint());
    }
  }
}
