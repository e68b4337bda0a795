package org.certdrop.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.certdrop.identity.IdentityWarning.Kind;
import org.certdrop.party.Component;
import org.certdrop.rules.Hosts;
import org.certdrop.rules.Roles;

/** What is worth knowing about the own certificate and endpoint at a given time. */
final class OwnPartyWarnings {
  private static final String HOW =
      " a new certificate with ./certdrop generate --force, or with Fed-BioMed if this one is"
          + " Fed-BioMed's, and send the new instructions to every other site.";
  private static final String RENEW = "Make" + HOW;

  private OwnPartyWarnings() {}

  static List<IdentityWarning> of(OwnParty own, Instant at, Duration ahead) {
    return Stream.of(validity(own, at, ahead), loopback(own), unsigned(own), form(own))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<IdentityWarning> validity(OwnParty own, Instant at, Duration ahead) {
    Instant notBefore = own.certificate().notBefore();
    Instant notAfter = own.certificate().notAfter();
    if (at.isBefore(notBefore)) {
      return warning(
          Kind.NOT_YET_VALID,
          "The own certificate of " + own.id() + " is not valid before " + notBefore + ".",
          "Check this computer's clock; until then every other site refuses the certificate.");
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
                    "Our address is "
                        + endpoint
                        + ", a loopback address: at every other site it means that site's own"
                        + " computer.",
                    "Set certdrop.ip to the address at which the other parties reach this one."));
  }

  private static Optional<IdentityWarning> unsigned(OwnParty own) {
    return own.privateKey().isPresent()
        ? Optional.empty()
        : warning(
            Kind.UNSIGNED,
            "There is no private key beside the own certificate: what certdrop writes for the other"
                + " sites is not signed, so each must compare a new certificate by phone.",
            "Put the key back from the backup. If it is lost, make" + HOW);
  }

  /** Whether the parties of a star can use the certificate. */
  private static Optional<IdentityWarning> form(OwnParty own) {
    if (!own.form().isStar()) {
      return Optional.empty();
    }
    String mend =
        "Make a new certificate: "
            + own.form().renewal()
            + ". Then send what is in outbox/registration to the other sites.";
    if (!Roles.permit(own.certificate(), own.component())) {
      return warning(
          Kind.REFUSED_BY_PEERS,
          "The own certificate's ExtendedKeyUsage lacks "
              + Roles.of(own.component())
              + ", which a "
              + own.component().name().toLowerCase(Locale.ROOT)
              + "'s needs: the others refuse it.",
          mend);
    }
    if (own.component() == Component.RESEARCHER && Hosts.of(own.certificate()).isEmpty()) {
      return warning(
          Kind.REFUSED_BY_PEERS,
          "The own certificate states no host in its subjectAltName: no node starts with it.",
          (own.form().hosts().isEmpty()
                  ? "Set the host at which the nodes reach this researcher: certdrop.san. "
                  : "")
              + mend);
    }
    return own.isNamedByCertificate()
        ? Optional.empty()
        : warning(
            Kind.FORMER_FORM,
            "The own certificate has the form of older releases of Fed-BioMed: it does not say that"
                + " it is "
                + own.id()
                + "'s, so that the others must name us by -ci when they register it.",
            mend);
  }

  private static Optional<IdentityWarning> warning(Kind kind, String message, String hint) {
    return Optional.of(new IdentityWarning(kind, message, hint));
  }
}
