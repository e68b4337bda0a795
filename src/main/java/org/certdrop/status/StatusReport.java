package org.certdrop.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.certdrop.home.ClockCheck;
import org.certdrop.home.Faults;
import org.certdrop.home.Federation;
import org.certdrop.home.Home;
import org.certdrop.home.Identities;
import org.certdrop.home.Intakes;
import org.certdrop.home.ServiceFile;
import org.certdrop.home.Settings;
import org.certdrop.home.Var;
import org.certdrop.identity.OwnIdentity;
import org.certdrop.identity.OwnParty;
import org.certdrop.inbox.EntryFaults;
import org.certdrop.inbox.InboxListing;
import org.certdrop.inbox.Leftover;
import org.certdrop.inbox.Leftovers;
import org.certdrop.registration.RegistryView;
import org.certdrop.registry.Audit;
import org.certdrop.registry.RegistryReader;
import org.certdrop.text.Printable;
import org.certdrop.verdict.EndpointPolicy;

/**
 * How a home is doing, found by looking at its folders: true with or without a running service.
 *
 * @param waiting drops without a verdict
 * @param moreWaiting how many more there are than those
 * @param unrecognised what certdrop leaves alone in the inbox, by name
 * @param moreUnrecognised how many more there are than those
 * @param verdicts the newest verdicts, and the newest refusals if they are older; newest first
 * @param own this party, where its certificate can be read
 * @param ownSource the folder or the Fed-BioMed configuration that its certificate comes from
 * @param registry the registry, where it can be read
 * @param service since when a service runs on the home, if one does
 * @param faults what does not work, certificates that have expired included
 * @param warnings certificates that soon will, an own endpoint that others cannot reach, an own
 *     certificate that others cannot use, and settings that contradict each other
 * @param notices what the operator should do once for what was done here
 * @param federation the kind of federation, where the configuration can be read
 * @param unseen what could not be looked at, so that nothing is known of it
 */
public record StatusReport(
    List<Waiting> waiting,
    int moreWaiting,
    List<Leftover> unrecognised,
    int moreUnrecognised,
    List<JsonNode> verdicts,
    Optional<OwnParty> own,
    Optional<Path> ownSource,
    Optional<RegistryView> registry,
    Optional<Instant> service,
    List<Faults.Fault> faults,
    List<Faults.Fault> warnings,
    List<Faults.Fault> notices,
    Optional<Federation> federation,
    Unseen unseen) {
  /** So many drops a running service looks into; each is a file to open. */
  private static final int MOST_WAITING = 200;

  /** So many a command looks into, of which a person waits for one. */
  private static final int MOST_WAITING_AT_LEISURE = 10_000;

  /**
   * What a running service knows of itself, and need not look for. (It must not look for all: who
   * opens and closes run.lock loses the lock.)
   *
   * @param since when it started
   * @param faults what it finds faulty
   * @param own this party
   * @param expiryWarning how long before its end a certificate is warned about
   * @param registry the registry as it is now
   * @param leftovers what it knows of what it leaves alone in the inbox
   */
  public record Known(
      Instant since,
      List<Faults.Fault> faults,
      OwnParty own,
      Duration expiryWarning,
      Looks.Sight<RegistryView> registry,
      Leftovers leftovers) {}

  /**
   * Looks at a home; never fails, since what cannot be read is a fault to report.
   *
   * @param home the home
   * @param clock the time
   */
  public static StatusReport of(Home home, Clock clock) {
    return of(home, clock, Optional.empty());
  }

  /**
   * A running service looks at its own home: in short time, so the journal is not audited, and of
   * many waiting drops not each is looked into.
   */
  public static StatusReport of(Home home, Clock clock, Known known) {
    return of(home, clock, Optional.of(known));
  }

  private static StatusReport of(Home home, Clock clock, Optional<Known> known) {
    List<Faults.Fault> faults = new ArrayList<>(FolderProbe.faults(home, clock.instant()));
    Looks look = new Looks(faults, clock);
    Var.exposure(home).ifPresent(why -> faults.add(new Faults.Fault("var", why, clock.instant())));
    Optional<Settings> settings = look.at("configuration", () -> Settings.read(home));
    Optional<OwnIdentity> source = settings.map(read -> Identities.source(home, read, clock));
    source.ifPresent(place -> faults.addAll(StatusNotes.exposures(home, place, clock.instant())));
    settings.ifPresent(read -> faults.addAll(FolderProbe.faults(home, read, clock.instant())));
    Optional<String> wrongClock = settings.flatMap(read -> ClockCheck.wrong(read, clock));
    wrongClock.ifPresent(why -> faults.add(new Faults.Fault("clock", why, clock.instant())));
    Optional<ServiceFile.Running> service =
        known.isPresent()
            ? known.map(running -> new ServiceFile.Running(running.since(), running.faults()))
            : look.at(Unseen.SERVICE, () -> ServiceFile.read(home)).flatMap(running -> running);
    service.ifPresent(running -> faults.addAll(running.faults()));
    StatusNotes.noteUnusableLists(home, faults, look, clock);
    Optional<RegistryView> registry =
        look.at(
            Unseen.REGISTRY,
            known.map(Known::registry).orElse(() -> RegistryReader.read(home.var())));
    // What keeps the journal from being read is said already.
    registry
        .filter(view -> known.isEmpty())
        .flatMap(view -> look.at("registry", () -> Audit.of(home.var(), Optional.empty())))
        .ifPresent(audit -> noteDamage(audit, faults, clock));
    Optional<OwnParty> own =
        known.isPresent()
            ? known.map(Known::own)
            : source.flatMap(
                place ->
                    look.at(Unseen.OWN, () -> place.find(settings.orElseThrow().own()))
                        .orElse(Optional.empty()));
    if (own.isEmpty() && settings.isEmpty()) {
      look.unknown(Unseen.OWN); // the configuration says where it lies
    }
    ExpiryReport expiry =
        ExpiryReport.of(
            own,
            registry.map(RegistryView::active).orElse(List.of()),
            clock.instant(),
            known
                .map(Known::expiryWarning)
                .or(() -> settings.map(Settings::expiryWarning))
                .orElse(Duration.ZERO));
    faults.addAll(expiry.expired());
    List<Faults.Fault> warnings = new ArrayList<>(expiry.expiring());
    settings.ifPresent(
        read ->
            own.ifPresent(
                party -> warnings.addAll(StatusNotes.ofOurs(party, read, clock.instant()))));
    settings
        .flatMap(
            read -> look.at("configuration", () -> Intakes.rules(home, read, read::federation)))
        .map(
            rules ->
                PartyWarnings.of(
                    registry.map(RegistryView::active).orElse(List.of()),
                    own,
                    rules,
                    clock.instant()))
        .ifPresent(found -> warnings.addAll(StatusNotes.ofParties(found, clock.instant())));
    Optional<Federation> federation = settings.map(Settings::federation);
    federation
        .flatMap(Federation::contradiction)
        .ifPresent(why -> warnings.add(new Faults.Fault("topology", why, clock.instant())));
    boolean optional =
        federation.filter(now -> now.endpointPolicy() == EndpointPolicy.OPTIONAL).isPresent();
    Optional<InboxListing> listing = look.at(Unseen.INBOX, () -> InboxListing.some(home.inbox()));
    listing.ifPresent(found -> EntryFaults.add(found.unreadable(), faults, clock.instant()));
    int most = known.isPresent() ? MOST_WAITING : MOST_WAITING_AT_LEISURE;
    Optional<Waiting.Some> waiting =
        listing
            .flatMap(
                found ->
                    look.at(Unseen.WAITING, () -> Waiting.in(home, found, clock, optional, most)))
            .map(some -> wrongClock.isPresent() ? some.heldByClock() : some);
    int moreUnrecognised = listing.map(InboxListing::moreUnrecognised).orElse(0);
    // Of very many, a service shows those that it has looked into, and opens no others.
    List<Leftover> leftovers =
        known
            .filter(running -> moreUnrecognised > 0)
            .map(running -> running.leftovers().known())
            .orElseGet(
                () ->
                    known
                        .map(Known::leftovers)
                        .orElseGet(() -> new Leftovers(home.inbox()))
                        .of(listing.map(InboxListing::unrecognised).orElse(List.of())));
    leftovers.stream()
        .filter(Leftover::holdsPrivateKey)
        .map(one -> new Faults.Fault(Unseen.INBOX, one.alarm(), clock.instant()))
        .forEach(faults::add);
    return new StatusReport(
        waiting.map(Waiting.Some::drops).orElse(List.of()),
        waiting.map(Waiting.Some::more).orElse(0),
        leftovers,
        moreUnrecognised,
        LastVerdicts.in(home, look),
        own,
        source.map(OwnIdentity::place),
        registry,
        service.map(ServiceFile.Running::since),
        faults.stream().distinct().toList(),
        List.copyOf(warnings),
        StatusNotes.notices(home, federation, look, clock),
        federation,
        look.unseen());
  }

  private static void noteDamage(Audit audit, List<Faults.Fault> faults, Clock clock) {
    if (audit instanceof Audit.Unsound unsound) {
      faults.add(
          new Faults.Fault("registry", Printable.of(unsound.damage().toString()), clock.instant()));
    }
  }

  /** The report as one JSON document. */
  public ObjectNode toJson() {
    return StatusJson.of(this);
  }
}
