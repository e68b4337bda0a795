package org.certdrop.status;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.certdrop.home.ActsFile;
import org.certdrop.home.AliasFile;
import org.certdrop.home.ClockCheck;
import org.certdrop.home.Faults;
import org.certdrop.home.Federation;
import org.certdrop.home.Home;
import org.certdrop.home.Identities;
import org.certdrop.home.Intakes;
import org.certdrop.home.Registries;
import org.certdrop.home.ServiceFile;
import org.certdrop.home.Settings;
import org.certdrop.home.Var;
import org.certdrop.identity.OwnIdentity;
import org.certdrop.identity.OwnParty;
import org.certdrop.inbox.EntryFaults;
import org.certdrop.inbox.InboxListing;
import org.certdrop.inbox.Leftover;
import org.certdrop.inbox.Leftovers;
import org.certdrop.party.Aliases;
import org.certdrop.registration.Entry;
import org.certdrop.registration.JournalLine;
import org.certdrop.registration.RegistryView;
import org.certdrop.registry.Audit;
import org.certdrop.registry.RecentActs;
import org.certdrop.registry.RegistryReader;
import org.certdrop.text.Printable;
import org.certdrop.verdict.EndpointPolicy;

/** One look at a home: step by step, what is found becomes a {@link StatusReport}. */
final class HomeLook {
  /** So many drops a running service looks into; each is a file to open. */
  private static final int MOST_WAITING = 200;

  /** So many a command looks into, for which a person waits. */
  private static final int MOST_WAITING_AT_LEISURE = 10_000;

  private static final int MOST_ACTS = 10;

  private final Home home;
  private final Clock clock;
  private final Instant now;
  private final Optional<StatusReport.Known> known;
  private final List<Faults.Fault> faults = new ArrayList<>();
  private final List<Faults.Fault> warnings = new ArrayList<>();
  private final Looks look;

  /**
   * A look that is still to be taken.
   *
   * @param known what a running service knows of itself; empty for a look from outside
   */
  HomeLook(Home home, Clock clock, Optional<StatusReport.Known> known) {
    this.home = home;
    this.clock = clock;
    this.now = clock.instant();
    this.known = known;
    this.look = new Looks(faults, clock);
  }

  /** Looks. In the order in which faults are to be read: what causes others comes first. */
  StatusReport report() {
    faults.addAll(FolderProbe.faults(home, now));
    faults.addAll(Ownership.faults(home, now));
    Var.exposure(home).ifPresent(why -> fault("var", why));
    Optional<Settings> settings = look.at(Unseen.CONFIGURATION, () -> Settings.read(home));
    settings
        .flatMap(read -> Registries.exposure(home, read))
        .ifPresent(why -> fault("certdrop.registry.password-file", why));
    Optional<OwnIdentity> source = settings.map(read -> Identities.source(home, read, clock));
    source.ifPresent(place -> faults.addAll(StatusNotes.exposures(home, place, now)));
    settings.ifPresent(read -> faults.addAll(FolderProbe.faults(home, read, now)));
    Optional<String> wrongClock = settings.flatMap(read -> ClockCheck.wrong(read, clock));
    wrongClock.ifPresent(why -> fault("clock", why));
    Optional<ServiceFile.Running> service = service();
    service.ifPresent(running -> faults.addAll(running.faults()));
    StatusNotes.noteUnusableLists(home, faults, look, clock);
    Optional<RegistryView> registry = registry();
    Optional<OwnParty> own = own(settings, source);
    warn(settings, own, registry.map(RegistryView::active).orElse(List.of()));
    Aliases aliases = AliasFile.read(home);
    aliases.problems().forEach(why -> warnings.add(new Faults.Fault(AliasFile.NAME, why, now)));
    Optional<Federation> federation = settings.map(Settings::federation);
    Optional<InboxListing> listing = look.at(Unseen.INBOX, () -> InboxListing.some(home.inbox()));
    listing.ifPresent(found -> EntryFaults.add(found.unreadable(), faults, now));
    Optional<Waiting.Some> waiting =
        listing
            .flatMap(found -> waiting(found, federation))
            .map(some -> wrongClock.isPresent() ? some.heldByClock() : some);
    List<JournalLine> acts =
        look.at(Unseen.REGISTRY, () -> RecentActs.in(Registries.of(home), MOST_ACTS))
            .orElse(List.of());
    return new StatusReport(
        waiting.map(Waiting.Some::drops).orElse(List.of()),
        waiting.map(Waiting.Some::more).orElse(0),
        leftovers(listing),
        listing.map(InboxListing::moreUnrecognised).orElse(0),
        LastVerdicts.in(home, look),
        acts,
        DoneByHand.newest(
            acts,
            look.at("var", () -> ActsFile.latest(home, MOST_ACTS)).orElse(List.of()),
            MOST_ACTS),
        own,
        source.map(OwnIdentity::place),
        registry,
        service.map(ServiceFile.Running::since),
        faults.stream().distinct().toList(),
        List.copyOf(warnings),
        StatusNotes.notices(home, federation, look, clock),
        federation,
        look.unseen(),
        aliases);
  }

  private void fault(String where, String why) {
    faults.add(new Faults.Fault(where, why, now));
  }

  private Optional<ServiceFile.Running> service() {
    return known.isPresent()
        ? known.map(running -> new ServiceFile.Running(running.since(), running.faults()))
        : look.at(Unseen.SERVICE, () -> ServiceFile.read(home)).flatMap(running -> running);
  }

  /** The registry, and from outside whether its files fit together. */
  private Optional<RegistryView> registry() {
    Optional<RegistryView> registry =
        look.at(
            Unseen.REGISTRY,
            known
                .map(StatusReport.Known::registry)
                .orElse(() -> RegistryReader.read(Registries.of(home))));
    // What keeps the journal from being read is said already.
    registry
        .filter(view -> known.isEmpty())
        .flatMap(view -> look.at(Unseen.REGISTRY, () -> Audit.ofLatest(Registries.of(home))))
        .ifPresent(this::noteDamage);
    return registry;
  }

  private void noteDamage(Audit audit) {
    if (audit instanceof Audit.Unsound unsound) {
      fault("registry", Printable.of(unsound.damage().toString()));
    }
  }

  private Optional<OwnParty> own(Optional<Settings> settings, Optional<OwnIdentity> source) {
    if (known.isPresent()) {
      return known.map(StatusReport.Known::own);
    }
    if (settings.isEmpty()) {
      look.unknown(Unseen.OWN); // the configuration says where it lies
      return Optional.empty();
    }
    return source.flatMap(
        place ->
            look.at(Unseen.OWN, () -> place.find(settings.get().own())).orElse(Optional.empty()));
  }

  /** Certificates that end or have ended, and what is odd about parties and configuration. */
  private void warn(Optional<Settings> settings, Optional<OwnParty> own, List<Entry> active) {
    Duration ahead =
        known
            .map(StatusReport.Known::expiryWarning)
            .or(() -> settings.map(read -> read.policy().expiryWarning()))
            .orElse(Duration.ZERO);
    ExpiryReport expiry = ExpiryReport.of(own, active, now, ahead);
    faults.addAll(expiry.expired());
    warnings.addAll(expiry.expiring());
    if (settings.isEmpty()) {
      return;
    }
    Settings read = settings.get();
    own.ifPresent(party -> warnings.addAll(StatusNotes.ofOurs(party, read, now)));
    look.at(Unseen.CONFIGURATION, () -> Intakes.rules(home, read, read::federation))
        .map(rules -> PartyWarning.of(active, own, rules, now))
        .ifPresent(found -> warnings.addAll(StatusNotes.ofParties(found, now)));
    read.federation()
        .contradiction()
        .ifPresent(why -> warnings.add(new Faults.Fault("topology", why, now)));
  }

  private Optional<Waiting.Some> waiting(InboxListing found, Optional<Federation> federation) {
    boolean optional =
        federation.filter(one -> one.endpointPolicy() == EndpointPolicy.OPTIONAL).isPresent();
    int most = known.isPresent() ? MOST_WAITING : MOST_WAITING_AT_LEISURE;
    return look.at(Unseen.WAITING, () -> Waiting.in(home, found, clock, optional, most));
  }

  private List<Leftover> leftovers(Optional<InboxListing> listing) {
    List<Leftover> found = leftovers(listing, known.map(StatusReport.Known::leftovers));
    found.stream()
        .filter(Leftover::holdsPrivateKey)
        .forEach(one -> fault(Unseen.INBOX, one.alarm()));
    return found;
  }

  /** Of very many, a service shows those that it has looked into, and opens no others. */
  private List<Leftover> leftovers(Optional<InboxListing> listing, Optional<Leftovers> running) {
    return running.isPresent() && listing.filter(some -> some.moreUnrecognised() > 0).isPresent()
        ? running.get().known()
        : running
            .orElseGet(() -> new Leftovers(home.inbox()))
            .of(listing.map(InboxListing::unrecognised).orElse(List.of()));
  }
}
