package org.certdrop.export;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.certdrop.party.Endpoint;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Entry;
import org.certdrop.rules.CertifiedParty;
import org.certdrop.text.Progress;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.Fingerprint;

/**
 * A party as other programs learn of it.
 *
 * @param id its id
 * @param endpoint where it listens, if it said so
 * @param pem its certificate: one block, LF, 64 columns
 * @param sha256 the certificate's fingerprint
 * @param notAfter the end of the certificate's validity
 */
public record ExportedParty(
    PartyId id, Optional<Endpoint> endpoint, String pem, Fingerprint sha256, Instant notAfter) {
  /** None may be null. */
  public ExportedParty {
    Objects.requireNonNull(id);
    Objects.requireNonNull(endpoint);
    Objects.requireNonNull(pem);
    Objects.requireNonNull(sha256);
    Objects.requireNonNull(notAfter);
  }

  /**
   * Those parties of a registry that are exported. An expired certificate does not take its party
   * out: the other program sees that itself, and a clock that is wrong must not empty a database.
   *
   * @param parties who may be given away
   * @return all of them, in the order in which they were registered
   */
  public static List<ExportedParty> of(ExportedParties parties) {
    return of(parties, Progress.UNHEARD);
  }

  /**
   * Those parties, as {@link #of(ExportedParties)} gives them.
   *
   * @param progress hears how many of them are at hand
   */
  public static List<ExportedParty> of(ExportedParties parties, Progress progress) {
    List<Entry> entries = parties.all();
    List<ExportedParty> exported = new ArrayList<>();
    for (Entry entry : entries) {
      exported.add(of(entry));
      progress.reached(ExportedParties.THINGS, exported.size(), entries.size());
    }
    return List.copyOf(exported);
  }

  private static ExportedParty of(Entry entry) {
    return new ExportedParty(
        entry.party(),
        entry.endpoint(),
        entry.certificate().pem(),
        entry.sha256(),
        entry.notAfter());
  }

  /** Whether the certificate says by itself whose it is, as Fed-BioMed's newest ones do. */
  boolean isNamedByCertificate() {
    return Certificate.parsePem(pem.getBytes(StandardCharsets.US_ASCII))
        .sound()
        .flatMap(CertifiedParty::of)
        .filter(id::equals)
        .isPresent();
  }

  /** A sentence for each whose certificate has expired. */
  public static List<String> warnings(List<ExportedParty> parties, Instant now) {
    return parties.stream()
        .flatMap(party -> ExpiredWarning.warning(party.id(), party.notAfter(), now).stream())
        .toList();
  }
}
