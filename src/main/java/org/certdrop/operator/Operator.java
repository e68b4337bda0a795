package org.certdrop.operator;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.certdrop.home.ClockCheck;
import org.certdrop.home.Home;
import org.certdrop.home.Identities;
import org.certdrop.home.Intakes;
import org.certdrop.home.Memberships;
import org.certdrop.home.Registries;
import org.certdrop.home.Settings;
import org.certdrop.home.StartException;
import org.certdrop.home.Var;
import org.certdrop.identity.OwnParty;
import org.certdrop.outbox.Instructions;
import org.certdrop.outbox.Publications;
import org.certdrop.outbox.ReplyWriter;
import org.certdrop.party.Endpoint;
import org.certdrop.party.Mark;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Backing;
import org.certdrop.registration.RegistryView;
import org.certdrop.registration.Removal;
import org.certdrop.registry.Registry;
import org.certdrop.verdict.Intake;
import org.certdrop.verdict.Verdict;
import org.certdrop.x509.Fingerprint;

/** The hand of the person at the command line, beside a running service or without one. */
public final class Operator implements AutoCloseable {
  private static final String UNDONE = "registers, confirms, rejects and deletes nothing";

  private final TypedSubmissions submissions;
  private final Registry registry;
  private final Runnable end;
  private final Intake intake;
  private final Notary notary;
  private final ReplyWriter receipts;

  private Operator(
      Clock clock,
      Registry registry,
      Runnable end,
      Intake intake,
      Notary notary,
      ReplyWriter receipts) {
    this.submissions = new TypedSubmissions(clock);
    this.registry = registry;
    this.end = end;
    this.intake = intake;
    this.notary = notary;
    this.receipts = receipts;
  }

  /**
   * Opens a home's registry to change it.
   *
   * @throws Exception if the configuration, the own certificate or the registry cannot be used
   */
  public static Operator of(Home home, Clock clock) throws Exception {
    // Before an own certificate is made, which the clock would keep from being made, too.
    ClockCheck.demandRight(Settings.read(home), clock, UNDONE);
    return open(home, Identities.of(home, clock), clock);
  }

  /**
   * Opens the registry of a home that has been used before, to change what is in it.
   *
   * @throws StartException if it has no own certificate: then nobody can be known there
   * @throws Exception as {@link #of} does
   */
  public static Operator ofUsed(Home home, Clock clock) throws Exception {
    return open(home, Identities.used(home, clock), clock);
  }

  /**
   * The hand of the person at a running service's page; the service's registry stays open.
   *
   * @throws Exception if the configuration cannot be used, or the clock is behind the registry
   */
  public static Operator within(
      Home home, Registry registry, Intake intake, OwnParty own, Clock clock) throws Exception {
    ClockCheck.demandRight(Settings.read(home), clock, UNDONE);
    return with(home, registry, () -> {}, intake, own, clock);
  }

  private static Operator open(Home home, OwnParty own, Clock clock) throws Exception {
    Settings settings = Settings.read(home);
    ClockCheck.demandRight(settings, clock, UNDONE);
    Var.prepare(home);
    Set<Fingerprint> announced = Publications.announcements(home, clock).certificates();
    Registry registry =
        Intakes.registry(
            home, Registries.of(home), settings, () -> own, settings::federation, clock);
    Intake intake =
        Intakes.of(
            Intakes.rules(home, settings, settings::federation),
            settings::federation,
            registry,
            () -> Memberships.read(home, Optional.of(own)),
            () -> Identities.ourselves(own, announced),
            clock);
    return with(home, registry, registry::close, intake, own, clock);
  }

  private static Operator with(
      Home home, Registry registry, Runnable end, Intake intake, OwnParty own, Clock clock) {
    Notary notary = new Notary(home, registry, intake, own, clock);
    return new Operator(
        clock, registry, end, intake, notary, new ReplyWriter(home, registry, () -> own, clock));
  }

  /**
   * Registers a certificate: by the same rules, and with the same verdict, as a drop.
   *
   * @throws IOException if the file or the registry cannot be read or written
   */
  public Verdict register(RegisterRequest request) throws IOException {
    return acknowledged(
        intake.registerByHand(
            intake.assess(submissions.of(request)).with(TypedFields::advise),
            request.upsert() ? Backing.UPSERT : Backing.DROP));
  }

  /**
   * Registers the instructions of another party, as if all their files were dropped.
   *
   * @throws IOException if the registry cannot be read or written
   */
  public Verdict register(Instructions instructions) throws IOException {
    return acknowledged(
        intake.registerByHand(intake.assess(submissions.of(instructions)), Backing.DROP));
  }

  private Verdict acknowledged(Verdict verdict) {
    receipts.tell(() -> receipts.acknowledge(verdict));
    return verdict;
  }

  /**
   * Removes a party.
   *
   * @param by who says so
   * @return what was removed; empty if no such party is registered or pending
   * @throws IOException if the registry cannot be written
   */
  public Optional<Removal> delete(PartyId party, LoginName by) throws IOException {
    Optional<Removal> removal = registry.remove(party, Optional.of(by.name()));
    receipts.tell(() -> {});
    return removal;
  }

  /**
   * Confirms that a certificate is a party's: one that waits is registered, if the rules still let
   * it; with {@code replace}, so is one that was refused for what is known here already.
   *
   * @param party the party's id, in any letter case
   * @param mark what the operator compared
   * @param by who the operator is
   * @param replace whether what was refused is meant, too, and what stands against it gives way
   * @param address the waiting address that the operator asked for, too; empty if none
   * @throws IOException if registry or inbox cannot be read or written
   */
  public Endorsement confirm(
      PartyId party, Mark mark, LoginName by, boolean replace, Optional<Endpoint> address)
      throws IOException {
    Endorsement endorsement = notary.confirm(party, mark, by.name(), replace, address);
    if (endorsement instanceof Endorsement.Given given
        && given.effect() != Endorsement.Effect.NONE) {
      boolean first = given.effect() == Endorsement.Effect.ACTIVATED;
      receipts.tell(() -> receipts.acknowledgeConfirmed(given.entry(), first));
    }
    return endorsement;
  }

  /**
   * What a person must not take for done who has confirmed what was registered before: a new
   * certificate of the party is here, too. Empty if there is none, or it was the one confirmed.
   */
  public Optional<String> notDone(Endorsement.Given given) {
    return given.effect() == Endorsement.Effect.NONE && notary.isAnotherOffered(given.entry())
        ? Optional.of(
            "What you typed stands for the certificate that is registered already, and nothing was"
                + " replaced. A new certificate of "
                + given.entry().party()
                + " came here, too: it has a number of its own, and still waits for that.")
        : Optional.empty();
  }

  /** From which folder the receipt for a party is to be sent; empty if there is none. */
  public Optional<Path> receiptFolder(PartyId party) {
    return receipts.folder(party);
  }

  /** The registry, as known here after the latest change. */
  public RegistryView registered() {
    return registry.view();
  }

  /**
   * Drops an entry that waits; empty if no such certificate of the party waits.
   *
   * @param by who says so
   * @throws IOException if the registry cannot be written
   */
  public Optional<Removal> reject(PartyId party, Fingerprint certificate, LoginName by)
      throws IOException {
    return registry.reject(party, certificate, Optional.of(by.name()));
  }

  @Override
  public void close() {
    end.run();
  }
}
