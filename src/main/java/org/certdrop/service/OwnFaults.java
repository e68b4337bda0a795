package org.certdrop.service;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certdrop.export.RestartNotice;
import org.certdrop.identity.IdentityWarning;
import org.certdrop.identity.OwnIdentity;
import org.certdrop.identity.OwnParty;
import org.certdrop.text.Printable;

/** What a status has to say of this party itself and of the component beside it. */
final class OwnFaults {
  private static final Map<IdentityWarning.Kind, String> WHERE =
      Map.of(
          IdentityWarning.Kind.LOOPBACK_ENDPOINT, "own endpoint",
          IdentityWarning.Kind.REFUSED_BY_PEERS, "own certificate",
          IdentityWarning.Kind.FORMER_FORM, "own certificate");

  private OwnFaults() {}

  /**
   * What a Fed-BioMed node must still be told, which certdrop cannot do.
   *
   * @throws IOException if what is remembered of it cannot be read
   */
  static List<Faults.Fault> notices(Home home, Optional<Federation> federation, Instant now)
      throws IOException {
    return federation.filter(kind -> kind.site().isNodeOfStar()).isEmpty()
        ? List.of()
        : new RestartNotice(home.var())
                .since(now)
                .map(at -> new Faults.Fault("fedbiomed node", RestartNotice.message(at), at))
                .stream()
                .toList();
  }

  /** What the other sites could not do with us; that the certificate ends is said elsewhere. */
  static List<Faults.Fault> of(OwnParty own, Settings settings, Instant now) {
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
}
