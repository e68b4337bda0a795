package org.certdrop.outbox;

import org.certdrop.party.PartyId;
import org.certdrop.x509.Fingerprint;

/** What {@link InstructionsText} says about making sure whose certificate it is. */
final class ComparisonText {
  private ComparisonText() {}

  /** How two people compare number or fingerprint by telephone. */
  static String comparison(PartyId own) {
    return """
    BEFORE YOU TRUST IT

      Everybody who can change this file can change the certificate, the fingerprint and the number in
      it together. So call the sender at a phone number that you already had, not one from this file
      or from the message that it came with. The sender reads out the number of six groups from the
      screen there (certdrop registration-instructions). Once your certdrop has the certificate,
      type it in the place of NUMBER (spaces do no harm; with --home DIR if your certdrop's home is
      elsewhere); certdrop compares and remembers:

          ./certdrop confirm %1$s NUMBER

      Or compare both directions in one call: each of you types the other's party, and the two
      numbers on both screens must be the same. At your site that is (--home DIR as above):

          ./certdrop number %1$s

      Or compare the fingerprint, from the first character to the last, as the sender reads it
      out, with what your own computer computes from the certificate, saved as FILE:

          ./certdrop check FILE
          openssl x509 -noout -sha256 -fingerprint -in FILE

      If one digit or character differs, do not use the certificate, and tell the sender.

    """
        .formatted(own);
  }

  /** What a rotation asks of the other site. */
  static String rotation(Fingerprint former) {
    return """

      This certificate takes the place of an earlier one of this party, with the fingerprint
        %s.
      Both keys have signed that. Only from all of these files can a certdrop that has the earlier
      one see it; there this text alone is refused. A site that missed an earlier change needs the
      files with .chain- in their names, which are in the same folder of the sender, as well.
    """
        .formatted(former);
  }

  /** How to check the signature by hand. */
  static String signature(PartyId own) {
    return """
    TO CHECK THE SIGNATURE BY HAND

      It shows that %1$s.json,
      with the address in it, was written by the holder of the certificate's private key. In the
      folder of the files, in one line:

          openssl cms -verify -inform PEM -in %1$s.json.p7s -content %1$s.json -binary -certfile %1$s.pem -nointern -noverify -out /dev/null

    """
        .formatted(own);
  }
}
