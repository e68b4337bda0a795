package org.certdrop.x509;

import static org.certdrop.x509.MalformedException.unless;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1UTCTime;

/**
 * From when to when a certificate holds, both ends included (RFC 5280 section 4.1.2.5).
 *
 * @param notBefore its first second
 * @param notAfter its last second
 */
record Validity(Instant notBefore, Instant notAfter) {
  private static final Pattern UTC_TIME = Pattern.compile("[0-9]{12}Z");
  private static final Pattern GENERALIZED_TIME = Pattern.compile("[0-9]{14}Z");

  /**
   * Reads a validity.
   *
   * @throws RuntimeException if it is not two times of the forms that RFC 5280 allows
   */
  static Validity read(ASN1Encodable value) throws IOException {
    ASN1Sequence times = ASN1Sequence.getInstance(value);
    unless(times.size() == 2, "it is not two times");
    return new Validity(time(times.getObjectAt(0)), time(times.getObjectAt(1)));
  }

  private static Instant time(ASN1Encodable value) throws IOException {
    if (value instanceof ASN1UTCTime utc) {
      String text = content(utc);
      unless(UTC_TIME.matcher(text).matches(), "a UTCTime is not YYMMDDHHMMSSZ");
      // RFC 5280 section 4.1.2.5.1: 50 to 99 are of the last century.
      return instant((text.charAt(0) >= '5' ? "19" : "20") + text);
    }
    String text = content(ASN1GeneralizedTime.getInstance(value));
    unless(GENERALIZED_TIME.matcher(text).matches(), "a GeneralizedTime is not YYYYMMDDHHMMSSZ");
    return instant(text);
  }

  /** The digits as they stand there: Bouncy Castle's own getters add zones and centuries. */
  private static String content(ASN1Primitive time) throws IOException {
    byte[] der = time.getEncoded();
    return new String(der, 2, der.length - 2, StandardCharsets.ISO_8859_1);
  }

  private static Instant instant(String text) {
    return LocalDateTime.of(
            number(text, 0, 4),
            number(text, 4, 6),
            number(text, 6, 8),
            number(text, 8, 10),
            number(text, 10, 12),
            number(text, 12, 14))
        .toInstant(ZoneOffset.UTC);
  }

  private static int number(String text, int start, int end) {
    return Integer.parseInt(text, start, end, 10);
  }
}
