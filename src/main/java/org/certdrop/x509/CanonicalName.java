package org.certdrop.x509;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1BMPString;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1NumericString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1PrintableString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1T61String;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.ASN1UniversalString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERUTF8String;

/**
 * A name as OpenSSL encodes it to compare names (x509_name_canon in crypto/x509/x_name.c): every
 * text as a UTF8String, ASCII letters small, white space trimmed and collapsed; the RDNs one after
 * the other, without the SEQUENCE around them.
 */
final class CanonicalName {
  /** What C's isspace() takes for white space in ASCII; no other character counts. */
  private static final Pattern SPACE = Pattern.compile("[ \\t\\n\\x0b\\f\\r]+");

  private CanonicalName() {}

  /**
   * Encodes a name.
   *
   * @param name a Name of a certificate that was read
   * @return its canonical encoding; empty if it holds a value that OpenSSL takes in no name
   */
  static Optional<byte[]> encode(ASN1Sequence name) {
    try {
      ByteArrayOutputStream encoding = new ByteArrayOutputStream();
      for (ASN1Encodable rdn : name) {
        encoding.writeBytes(canonical(ASN1Set.getInstance(rdn)).getEncoded("DER"));
      }
      return Optional.of(encoding.toByteArray());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new IllegalStateException("a name that was read can be written", e);
    }
  }

  /** DER puts the attributes in order again: canonical values may sort differently. */
  private static ASN1Set canonical(ASN1Set rdn) throws CharacterCodingException {
    ASN1EncodableVector attributes = new ASN1EncodableVector(rdn.size());
    for (ASN1Encodable element : rdn) {
      ASN1Sequence attribute = ASN1Sequence.getInstance(element);
      attributes.add(
          new DERSequence(
              attribute.getObjectAt(0), canonical(attribute.getObjectAt(1).toASN1Primitive())));
    }
    return new DERSet(attributes);
  }

  private static ASN1Primitive canonical(ASN1Primitive value) throws CharacterCodingException {
    if (isCopied(value)) {
      return value;
    }
    String text = SPACE.matcher(text(value)).replaceAll(" ");
    int start = text.startsWith(" ") ? 1 : 0;
    int end = text.length() > start && text.endsWith(" ") ? text.length() - 1 : text.length();
    return new DERUTF8String(smallAscii(text.substring(start, end)));
  }

  /** What is text of digits, or none at all, and yet allowed in a name. */
  private static boolean isCopied(ASN1Primitive value) {
    return value instanceof ASN1NumericString
        || value instanceof ASN1BitString
        || value instanceof ASN1Sequence;
  }

  private static String smallAscii(String text) {
    StringBuilder small = new StringBuilder(text.length());
    text.chars().forEach(c -> small.append((char) (c >= 'A' && c <= 'Z' ? c + 32 : c)));
    return small.toString();
  }

  private static String text(ASN1Primitive value) throws CharacterCodingException {
    if (value instanceof ASN1UTF8String utf8) {
      return utf8.getString(); // DerContent saw to it that it is UTF-8
    }
    if (value instanceof ASN1UniversalString universal) {
      return characters(ByteBuffer.wrap(universal.getOctets()).asIntBuffer());
    }
    if (value instanceof ASN1BMPString bmp) {
      return withoutSurrogates(bmp.getString());
    }
    return new String(singleOctets(value), StandardCharsets.ISO_8859_1);
  }

  private static String characters(IntBuffer points) throws CharacterCodingException {
    StringBuilder text = new StringBuilder(points.remaining());
    while (points.hasRemaining()) {
      int point = points.get();
      if (!Character.isValidCodePoint(point) || isSurrogate(point)) {
        throw new CharacterCodingException();
      }
      text.appendCodePoint(point);
    }
    return text.toString();
  }

  private static boolean isSurrogate(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }

  private static String withoutSurrogates(String text) throws CharacterCodingException {
    if (text.chars().anyMatch(CanonicalName::isSurrogate)) {
      throw new CharacterCodingException();
    }
    return text;
  }

  /** OpenSSL reads an octet of these types as a character of ISO 8859-1, whatever T.61 says. */
  private static byte[] singleOctets(ASN1Primitive value) throws CharacterCodingException {
    if (value instanceof ASN1PrintableString printable) {
      return printable.getOctets();
    }
    if (value instanceof ASN1IA5String ia5) {
      return ia5.getOctets();
    }
    if (value instanceof ASN1T61String t61) {
      return t61.getOctets();
    }
    throw new CharacterCodingException();
  }
}
