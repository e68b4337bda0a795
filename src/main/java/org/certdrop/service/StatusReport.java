package org.certdrop.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.certdrop.identity.IdentityException;
import org.certdrop.identity.OwnIdentity;
import org.certdrop.identity.OwnParty;
import org.certdrop.intake.EndpointPolicy;
import org.certdrop.registry.Audit;
import org.certdrop.registry.RegistryView;
import org.certdrop.text.Printable;

/**
 * How a home is doing, found by looking at its folders: true with or without a running service.
 *
 * @param waiting drops without a verdict
 * @param moreWaiting how many more there are than those; none if the report takes its time
 * @param unrecognised names in the inbox that certdrop leaves alone
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
 */
public record StatusReport(
    List<Waiting> waiting,
    int moreWaiting,
    List<String> unrecognised,
    List<JsonNode> verdicts,
    Optional<OwnParty> own,
    Optional<Path> ownSource,
    Optional<RegistryView> registry,
    Optional<Instant> service,
    List<Faults.Fault> faults,
    List<Faults.Fault> warnings,
    List<Faults.Fault> notices,
    Optional<Federation> federation) {
  private static final int VERDICTS = 10;

  /** Refusals are shown until so many newer ones came: somebody has to do something about each. */
  private static final int REFUSALS = 5;

  /** So many drops a running service looks into; each is a file to open. */
  private static final int MOST_WAITING = 200;

  /**
   * What a running service knows of itself, and need not look for. (It must not look for all: who
   * opens and closes run.lock loses the lock.)
   *
   * @param since when it started
   * @param faults what it finds faulty
   * @param own this party
   * @param expiryWarning how long before its end a certificate is warned about
   * @param registry the registry as it is now
   */
  record Known(
      Instant since,
      List<Faults.Fault> faults,
      OwnParty own,
      Duration expiryWarning,
      Sight<RegistryView> registry) {}

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
  static StatusReport of(Home home, Clock clock, Known known) {
    return of(home, clock, Optional.of(known));
  }

  private static StatusReport of(Home home, Clock clock, Optional<Known> known) {
    List<Faults.Fault> faults = new ArrayList<>(FolderProbe.faults(home, clock.instant()));
    Look look = new Look(faults, clock);
    Var.exposure(home).ifPresent(why -> faults.add(new Faults.Fault("var", why, clock.instant())));
    Optional<Settings> settings = look.at("configuration", () -> Settings.read(home));
    Optional<OwnIdentity> source = settings.map(read -> Identities.source(home, read, clock));
    source.ifPresent(place -> faults.addAll(OwnFaults.exposures(home, place, clock.instant())));
    settings.ifPresent(read -> faults.addAll(FolderProbe.faults(home, read, clock.instant())));
    settings
        .flatMap(read -> ClockCheck.wrong(read, clock))
        .ifPresent(why -> faults.add(new Faults.Fault("clock", why, clock.instant())));
    Optional<ServiceFile.Running> service =
        known.isPresent()
            ? known.map(running -> new ServiceFile.Running(running.since(), running.faults()))
            : look.at("service", () -> ServiceFile.read(home)).flatMap(running -> running);
    service.ifPresent(running -> faults.addAll(running.faults()));
    noteUnusableLists(home, faults, clock);
    Optional<RegistryView> registry =
        look.at("registry", known.map(Known::registry).orElse(() -> RegistryView.read(home.var())));
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
                    look.at("own certificate", () -> place.find(settings.orElseThrow().own()))
                        .orElse(Optional.empty()));
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
            own.ifPresent(party -> warnings.addAll(OwnFaults.of(party, read, clock.instant()))));
    Optional<Federation> federation = settings.map(Settings::federation);
    federation
        .flatMap(Federation::contradiction)
        .ifPresent(why -> warnings.add(new Faults.Fault("topology", why, clock.instant())));
    boolean optional =
        federation.filter(now -> now.endpointPolicy() == EndpointPolicy.OPTIONAL).isPresent();
    Optional<InboxListing> listing = look.at("inbox", () -> InboxListing.of(home.inbox()));
    listing.ifPresent(found -> UnreadableEntries.add(found.unreadable(), faults, clock.instant()));
    int most = known.isPresent() ? MOST_WAITING : Integer.MAX_VALUE;
    Optional<Waiting.Some> waiting =
        listing.flatMap(
            found -> look.at("inbox", () -> Waiting.in(home, found, clock, optional, most)));
    return new StatusReport(
        waiting.map(Waiting.Some::drops).orElse(List.of()),
        waiting.map(Waiting.Some::more).orElse(0),
        listing.map(InboxListing::unrecognised).orElse(List.of()).stream().sorted().toList(),
        look
            .at("verdicts", () -> RecentVerdicts.foldersAndRefusals(home, VERDICTS, REFUSALS))
            .orElse(List.of())
            .stream()
            .flatMap(
                folder ->
                    look
                        .at("verdict " + folder.getFileName(), () -> RecentVerdicts.find(folder))
                        .flatMap(found -> found)
                        .stream())
            .toList(),
        own,
        source.map(OwnIdentity::place),
        registry,
        service.map(ServiceFile.Running::since),
        faults.stream().distinct().toList(),
        List.copyOf(warnings),
        look.at("restart.needed", () -> OwnFaults.notices(home, federation, clock.instant()))
            .orElse(List.of()),
        federation);
  }

  /** A running service says it, too, and since when. */
  private static void noteUnusableLists(Home home, List<Faults.Fault> faults, Clock clock) {
    for (ListFile<?> list : List.of(ListFile.ROSTER, ListFile.DISTRUSTED)) {
      try {
        list.read(home);
      } catch (UnusableListException e) {
        if (faults.stream().noneMatch(fault -> fault.where().equals(list.name()))) {
          faults.add(new Faults.Fault(list.name(), e.getMessage(), clock.instant()));
        }
      }
    }
  }

  private static void noteDamage(Audit audit, List<Faults.Fault> faults, Clock clock) {
    if (audit instanceof Audit.Unsound unsound) {
      faults.add(
          new Faults.Fault("registry", Printable.of(unsound.damage().toString()), clock.instant()));
    }
  }

  /** What may fail when one looks. */
  interface Sight<T> {
    T see() throws IOException, SettingsException, IdentityException;
  }

  /** Looks at one thing after the other, and notes what cannot be seen. */
  private record Look(List<Faults.Fault> faults, Clock clock) {
    <T> Optional<T> at(String where, Sight<T> sight) {
      try {
        return Optional.of(sight.see());
      } catch (IOException | SettingsException | IdentityException e) {
        faults.add(new Faults.Fault(where, Faults.describe(e), clock.instant()));
        return Optional.empty();
      }
    }
  }

  /** The report as one JSON document. */
  public ObjectNode toJson() {
    return StatusJson.of(this);
  }
}
