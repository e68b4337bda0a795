package org.certdrop.x509;

import static org.certdrop.x509.MalformedException.unless;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.asn1.BERTags;

/** What DER says about the content octets of the primitive universal types (X.690 section 8). */
final class DerContent {
  /**
   * The longest OBJECT IDENTIFIER that is read, in octets. RFC 5280 appendix B asks for 20 arcs
   * below 2^28; a long one takes time that grows as its square to be written in decimal.
   */
  static final int LONGEST_OID = 128;

  /** What X.680 section 41.4 lets a PrintableString hold besides ASCII letters and digits. */
  private static final String PRINTABLE_SIGNS = " '()+,-./:=?";

  private DerContent() {}

  /**
   * Checks the content of one primitive value.
   *
   * @param tag its identifier octet, of universal class
   * @throws MalformedException if DER writes no value so
   */
  static void check(int tag, byte[] der, int start, int end) {
    int length = end - start;
    switch (tag) {
      case BERTags.BOOLEAN ->
          unless(
              length == 1 && (der[start] == 0 || der[start] == -1),
              "a BOOLEAN is neither 00 nor FF");
      case BERTags.INTEGER, BERTags.ENUMERATED ->
          unless(isInteger(der, start, length), "an INTEGER is empty or not in its shortest form");
      case BERTags.BIT_STRING ->
          unless(isBitString(der, start, end), "a BIT STRING's unused bits are not DER");
      case BERTags.NULL -> unless(length == 0, "a NULL has content");
      case BERTags.OBJECT_IDENTIFIER ->
          unless(
              isObjectIdentifier(der, start, end),
              "an OBJECT IDENTIFIER is not DER or over " + LONGEST_OID + " octets");
      case BERTags.UTF8_STRING ->
          unless(isUtf8(der, start, length), "a UTF8String is not valid UTF-8");
      case BERTags.PRINTABLE_STRING ->
          unless(
              isPrintable(der, start, end),
              "a PrintableString holds a character outside its alphabet (X.680 section 41.4)");
      case BERTags.BMP_STRING -> unless(length % 2 == 0, "a BMPString has an odd length");
      case BERTags.UNIVERSAL_STRING ->
          unless(length % 4 == 0, "a UniversalString's length is no multiple of four");
      case 0, BERTags.SEQUENCE, BERTags.SET, BERTags.EXTERNAL ->
          throw new MalformedException("a tag is not DER (byte " + start + ")");
      default -> {
        // Octet strings, other character strings and times: their users look at the content.
      }
    }
  }

  private static boolean isInteger(byte[] der, int start, int length) {
    return length == 1
        || (length > 1
            && !(der[start] == 0 && der[start + 1] >= 0)
            && !(der[start] == -1 && der[start + 1] < 0));
  }

  private static boolean isBitString(byte[] der, int start, int end) {
    if (start == end || der[start] < 0 || der[start] > 7) {
      return false;
    }
    int unused = der[start];
    return unused == 0 || (end - start > 1 && (der[end - 1] & ((1 << unused) - 1)) == 0);
  }

  private static boolean isObjectIdentifier(byte[] der, int start, int end) {
    if (start == end || end - start > LONGEST_OID || der[end - 1] < 0) {
      return false;
    }
    for (int i = start; i < end; i++) {
      boolean first = i == start || der[i - 1] >= 0;
      if (first && (der[i] & 0xff) == 0x80) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPrintable(byte[] der, int start, int end) {
    for (int i = start; i < end; i++) {
      boolean letterOrDigit = der[i] >= 0 && Character.isLetterOrDigit(der[i]);
      if (!letterOrDigit && PRINTABLE_SIGNS.indexOf(der[i]) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isUtf8(byte[] der, int start, int length) {
    int i = start;
    while (i < start + length && der[i] >= 0) {
      i++;
    }
    if (i == start + length) {
      return true;
    }
    try {
      // A new decoder reports what is malformed instead of replacing it.
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(der, start, length));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
