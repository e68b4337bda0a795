package org.certdrop.status;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.certdrop.export.RestartNotice;
import org.certdrop.home.Faults;
import org.certdrop.home.Federation;
import org.certdrop.home.Home;
import org.certdrop.home.Identities;
import org.certdrop.home.ListFile;
import org.certdrop.home.Settings;
import org.certdrop.home.UnusableListException;
import org.certdrop.identity.IdentityWarning;
import org.certdrop.identity.OwnIdentity;
import org.certdrop.identity.OwnParty;
import org.certdrop.rules.Code;
import org.certdrop.text.Printable;

/** What a status has to say of ourselves, of the lists in etc and of the registered parties. */
final class StatusNotes {
  private static final Map<IdentityWarning.Kind, String> WHERE =
      Map.of(
          IdentityWarning.Kind.LOOPBACK_ENDPOINT, "own endpoint",
          IdentityWarning.Kind.UNSIGNED, "own certificate",
          IdentityWarning.Kind.REFUSED_BY_PEERS, "own certificate",
          IdentityWarning.Kind.FORMER_FORM, "own certificate");

  /** So many parties with the same warning are named. */
  private static final int MOST = 10;

  private StatusNotes() {}

  /** What a Fed-BioMed node must still be told, which certdrop cannot do. */
  static List<Faults.Fault> notices(
      Home home, Optional<Federation> federation, Looks look, Clock clock) {
    return federation.filter(now -> now.site().isNodeOfStar()).isEmpty()
        ? List.of()
        : look
            .at("restart.needed", () -> new RestartNotice(home.var()).since(clock.instant()))
            .flatMap(since -> since)
            .map(at -> new Faults.Fault("fedbiomed node", RestartNotice.message(at), at))
            .stream()
            .toList();
  }

  /** Of each kind the first ten, and how many more there are. */
  static List<Faults.Fault> ofParties(List<PartyWarning> found, Instant now) {
    List<Faults.Fault> faults = new ArrayList<>();
    Map<Code, List<PartyWarning>> kinds =
        found.stream()
            .collect(
                Collectors.groupingBy(
                    one -> one.finding().code(), TreeMap::new, Collectors.toList()));
    kinds.forEach(
        (code, all) -> {
          all.stream().limit(MOST).map(one -> one.asFault(now)).forEach(faults::add);
          if (all.size() > MOST) {
            faults.add(new Faults.Fault("certificates", all.size() - MOST + " more: " + code, now));
          }
        });
    return faults;
  }

  /** What the other sites could not do with us; that the certificate ends is said elsewhere. */
  static List<Faults.Fault> ofOurs(OwnParty own, Settings settings, Instant now) {
    return Identities.warnings(own, settings, now).stream()
        .filter(warning -> WHERE.containsKey(warning.kind()))
        .map(
            warning ->
                new Faults.Fault(
                    WHERE.get(warning.kind()), warning.message() + " " + warning.hint(), now))
        .toList();
  }

  /** Whether the own key is open to others than its owner. */
  static List<Faults.Fault> exposures(Home home, OwnIdentity source, Instant now) {
    Path place = source.place();
    Path shown = place.startsWith(home.directory()) ? home.directory().relativize(place) : place;
    String where = Printable.of(shown.toString());
    return source.exposures().stream()
        .map(warning -> new Faults.Fault(where, warning.message() + " " + warning.hint(), now))
        .toList();
  }

  /** A running service says it, too, and since when. */
  static void noteUnusableLists(Home home, List<Faults.Fault> faults, Looks look, Clock clock) {
    for (ListFile<?> list : List.of(ListFile.ROSTER, ListFile.DISTRUSTED)) {
      try {
        list.read(home);
      } catch (UnusableListException e) {
        look.reported(list.name(), e);
        if (faults.stream().noneMatch(fault -> fault.where().equals(list.name()))) {
          faults.add(new Faults.Fault(list.name(), e.getMessage(), clock.instant()));
        }
      }
    }
  }
}
