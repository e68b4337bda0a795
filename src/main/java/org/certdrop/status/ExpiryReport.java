package org.certdrop.status;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.certdrop.home.Faults;
import org.certdrop.identity.IdentityWarning;
import org.certdrop.identity.OwnParty;
import org.certdrop.registration.Entry;
import org.certdrop.text.Timestamps;
import org.certdrop.trust.Expiry;

/**
 * Certificates that have ended, or soon will, in words: of each kind the first ten, and how many
 * more there are.
 *
 * @param expired those that count for nothing now
 * @param expiring those that soon will
 */
public record ExpiryReport(List<Faults.Fault> expired, List<Faults.Fault> expiring) {
  private static final int MOST = 10;
  private static final String OWN = "own certificate";

  public ExpiryReport {
    expired = List.copyOf(expired);
    expiring = List.copyOf(expiring);
  }

  /**
   * Looks at the own certificate, if there is one, and at registered ones.
   *
   * @param at the time of the look
   * @param ahead how long before its end a certificate is warned about
   */
  static ExpiryReport of(
      Optional<OwnParty> own, Collection<Entry> registered, Instant at, Duration ahead) {
    List<Faults.Fault> expired = new ArrayList<>();
    List<Faults.Fault> expiring = new ArrayList<>();
    own.stream()
        .flatMap(party -> party.warnings(at, ahead).stream())
        .forEach(warning -> note(warning, at, expired, expiring));
    Expiry expiry = Expiry.of(registered, at, ahead);
    note(expiry.expired(), "It expired at ", " more have expired", at, expired);
    note(expiry.expiring(), "It expires at ", " more expire soon", at, expiring);
    return new ExpiryReport(expired, expiring);
  }

  private static void note(
      IdentityWarning warning,
      Instant at,
      List<Faults.Fault> expired,
      List<Faults.Fault> expiring) {
    Faults.Fault fault = new Faults.Fault(OWN, warning.message() + " " + warning.hint(), at);
    switch (warning.kind()) {
      case EXPIRED, NOT_YET_VALID -> expired.add(fault);
      case EXPIRING_SOON -> expiring.add(fault);
      default -> {
        // Not about the certificate's validity; the log says it.
      }
    }
  }

  private static void note(
      List<Entry> entries, String what, String others, Instant at, List<Faults.Fault> faults) {
    entries.stream().limit(MOST).map(entry -> fault(entry, what, at)).forEach(faults::add);
    if (entries.size() > MOST) {
      faults.add(
          new Faults.Fault(
              "certificates", (entries.size() - MOST) + others + "; see ./certdrop list.", at));
    }
  }

  private static Faults.Fault fault(Entry entry, String what, Instant at) {
    return new Faults.Fault(
        "certificate of " + entry.party(),
        what
            + Timestamps.seconds(entry.notAfter())
            + ". Ask the site for a new one and drop it into the inbox; if the site left:"
            + " ./certdrop delete "
            + entry.party(),
        at);
  }
}
