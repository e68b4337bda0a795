package org.certdrop.submission;

import java.time.Instant;
import java.util.Optional;
import org.certdrop.party.PartyId;
import org.certdrop.x509.Fingerprint;

/**
 * What a party says to hold (SPEC section 9): a certificate of another party.
 *
 * @param from who says so
 * @param to to whom
 * @param holder whose certificate it is
 * @param certificate the certificate
 * @param at when it was said, by the clock there
 */
public record Receipt(
    PartyId from, PartyId to, PartyId holder, Fingerprint certificate, Instant at) {
  /** What {@code type} says in the file. */
  public static final String TYPE = "receipt";

  /**
   * The party that a receipt names as its sender.
   *
   * @param content its bytes
   * @return the party; empty if the receipt names none, or cannot be read
   */
  public static Optional<PartyId> sender(byte[] content) {
    return ReceiptFields.read(content).from();
  }
}
