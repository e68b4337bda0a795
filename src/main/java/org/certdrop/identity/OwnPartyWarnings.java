package org.certdrop.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.certdrop.identity.IdentityWarning.Kind;

/** What is worth knowing about the own certificate and endpoint at a given time. */
final class OwnPartyWarnings {
  private static final String RENEW =
      "Make a new certificate with ./certdrop generate --force, or with Fed-BioMed if this one is"
          + " Fed-BioMed's, and send the new instructions to every other site.";

  private OwnPartyWarnings() {}

  static List<IdentityWarning> of(OwnParty own, Instant at, Duration ahead) {
    return Stream.of(validity(own, at, ahead), loopback(own)).flatMap(Optional::stream).toList();
  }

  private static Optional<IdentityWarning> validity(OwnParty own, Instant at, Duration ahead) {
    Instant notBefore = own.certificate().notBefore();
    Instant notAfter = own.certificate().notAfter();
    if (at.isBefore(notBefore)) {
      return warning(
          Kind.NOT_YET_VALID,
          "The own certificate of " + own.id() + " is not valid before " + notBefore + ".",
          "Check this machine's clock; until then every other site refuses the certificate.");
    }
    if (at.isAfter(notAfter)) {
      return warning(
          Kind.EXPIRED,
          "The own certificate of " + own.id() + " expired at " + notAfter + ".",
          RENEW);
    }
    if (Duration.between(at, notAfter).compareTo(ahead) < 0) {
      return warning(
          Kind.EXPIRING_SOON,
          "The own certificate of " + own.id() + " expires at " + notAfter + ".",
          RENEW);
    }
    return Optional.empty();
  }

  private static Optional<IdentityWarning> loopback(OwnParty own) {
    return own.endpoint()
        .filter(endpoint -> endpoint.ip().isLoopback())
        .flatMap(
            endpoint ->
                warning(
                    Kind.LOOPBACK_ENDPOINT,
                    "The own endpoint is "
                        + endpoint
                        + ", a loopback address: at every other site it means that site's own"
                        + " machine.",
                    "Set certdrop.ip to the address at which the other parties reach this one."));
  }

  private static Optional<IdentityWarning> warning(Kind kind, String message, String hint) {
    return Optional.of(new IdentityWarning(kind, message, hint));
  }
}
