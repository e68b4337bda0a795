package org.certdrop.x509;

import static org.certdrop.x509.MalformedException.unless;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.Map;
import org.bouncycastle.asn1.ASN1BMPString;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1NumericString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1PrintableString;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.ASN1T61String;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.ASN1UniversalString;
import org.bouncycastle.asn1.ASN1VisibleString;

/**
 * One attribute of a name.
 *
 * @param type its OID, dotted
 * @param value its text; of an unknown type or a value that is no character string, {@code #} and
 *     its DER in hexadecimal (RFC 4514 section 2.4)
 */
record Attribute(String type, String value) {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final Charset UTF_32 = Charset.forName("UTF-32BE");

  /** RFC 4514 section 3, and the short names that openssl prints for other types. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("2.5.4.3", "CN"),
          Map.entry("2.5.4.4", "SN"),
          Map.entry("2.5.4.5", "serialNumber"),
          Map.entry("2.5.4.6", "C"),
          Map.entry("2.5.4.7", "L"),
          Map.entry("2.5.4.8", "ST"),
          Map.entry("2.5.4.9", "street"),
          Map.entry("2.5.4.10", "O"),
          Map.entry("2.5.4.11", "OU"),
          Map.entry("2.5.4.12", "title"),
          Map.entry("2.5.4.13", "description"),
          Map.entry("2.5.4.15", "businessCategory"),
          Map.entry("2.5.4.17", "postalCode"),
          Map.entry("2.5.4.41", "name"),
          Map.entry("2.5.4.42", "GN"),
          Map.entry("2.5.4.43", "initials"),
          Map.entry("2.5.4.44", "generationQualifier"),
          Map.entry("2.5.4.46", "dnQualifier"),
          Map.entry("2.5.4.65", "pseudonym"),
          Map.entry("2.5.4.97", "organizationIdentifier"),
          Map.entry("0.9.2342.19200300.100.1.1", "UID"),
          Map.entry("0.9.2342.19200300.100.1.25", "DC"),
          Map.entry("1.2.840.113549.1.9.1", "emailAddress"));

  /**
   * Reads an attribute.
   *
   * @throws MalformedException if the type is one of text and the value is none (RFC 5280 appendix
   *     A)
   */
  static Attribute of(String type, ASN1Primitive value) {
    if (!NAMES.containsKey(type)) {
      return new Attribute(type, hex(value));
    }
    String text = text(value);
    unless(text != null, "the value of " + NAMES.get(type) + " is no character string");
    return new Attribute(type, text);
  }

  private static String text(ASN1Primitive value) {
    if (value instanceof ASN1UniversalString universal) {
      return new String(universal.getOctets(), UTF_32);
    }
    boolean characters =
        value instanceof ASN1UTF8String
            || value instanceof ASN1PrintableString
            || value instanceof ASN1IA5String
            || value instanceof ASN1T61String
            || value instanceof ASN1BMPString
            || value instanceof ASN1NumericString
            || value instanceof ASN1VisibleString;
    return characters ? ((ASN1String) value).getString() : null;
  }

  private static String hex(ASN1Primitive value) {
    try {
      return '#' + HexFormat.of().formatHex(value.getEncoded("DER"));
    } catch (IOException e) {
      throw new IllegalStateException("a value that was read can be written", e);
    }
  }

  /** {@code type=value} per RFC 4514 section 2.3, control characters as hexadecimal pairs. */
  @Override
  public String toString() {
    if (!NAMES.containsKey(type)) {
      return type + '=' + value;
    }
    StringBuilder text = new StringBuilder(NAMES.get(type)).append('=');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean first = i == 0 && (c == ' ' || c == '#');
      boolean last = i == value.length() - 1 && c == ' ';
      if (c < ' ' || c == 0x7f) {
        text.append('\\').append(HEX.toHexDigits((byte) c));
      } else {
        text.append(first || last || "\"+,;<>\\".indexOf(c) >= 0 ? "\\" : "").append(c);
      }
    }
    return text.toString();
  }

  // What records have by themselves is put together again at each start: see Fingerprint.
  @Override
  public boolean equals(Object other) {
    return other instanceof Attribute that && type.equals(that.type) && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + value.hashCode();
  }
}
