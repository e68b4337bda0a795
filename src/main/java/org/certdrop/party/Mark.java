package org.certdrop.party;

import org.certdrop.text.Parsed;
import org.certdrop.x509.Fingerprint;

/**
 * What a person reads out so that another one knows whose certificate it is: a number, or the
 * certificate's fingerprint.
 */
public sealed interface Mark {

  /** The number of a party's certificate. */
  record OfNumber(Number number) implements Mark {
    @Override
    public boolean fits(PartyId party, Fingerprint certificate) {
      return number.equals(Number.of(party, certificate));
    }

    @Override
    public String toString() {
      return "number " + number;
    }
  }

  /** The SHA-256 fingerprint of a certificate. */
  record OfFingerprint(Fingerprint fingerprint) implements Mark {
    @Override
    public boolean fits(PartyId party, Fingerprint certificate) {
      return fingerprint.equals(certificate);
    }

    @Override
    public String toString() {
      return "fingerprint " + fingerprint;
    }
  }

  /**
   * Whether it stands for a party's certificate.
   *
   * @param party the party's id as it is written; letter case counts for a number
   * @param certificate the certificate's fingerprint
   */
  boolean fits(PartyId party, Fingerprint certificate);

  /**
   * Reads what somebody typed.
   *
   * @param typed 30 digits in groups or not, or 64 hexadecimal digits in any usual spelling
   * @return the number or fingerprint, or why the text is neither
   */
  static Parsed<Mark> parse(String typed) {
    return new TypedMark(typed).read();
  }
}
