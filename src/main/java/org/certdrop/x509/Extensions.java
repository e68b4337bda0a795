package org.certdrop.x509;

import static org.certdrop.x509.MalformedException.unless;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;

/** The extensions of a certificate (RFC 5280 section 4.1.2.9), their contents checked. */
final class Extensions {
  static final Extensions NONE = new Extensions(Map.of(), List.of());

  private static final String KEY_USAGE = "2.5.29.15";
  private static final String SUBJECT_ALT_NAME = "2.5.29.17";
  private static final String BASIC_CONSTRAINTS = "2.5.29.19";
  private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
  private static final String NAME_CONSTRAINTS = "2.5.29.30";
  private static final int DIGITAL_SIGNATURE = 0x80;
  private static final int KEY_CERT_SIGN = 0x04;

  private final Map<String, ASN1Primitive> known;
  private final List<String> unrecognizedCritical;

  private Extensions(Map<String, ASN1Primitive> known, List<String> unrecognizedCritical) {
    this.known = known;
    this.unrecognizedCritical = unrecognizedCritical;
  }

  /**
   * Reads the extensions.
   *
   * @throws RuntimeException if they are not RFC 5280 ASN.1, or one appears twice
   */
  static Extensions read(ASN1Encodable value) {
    ASN1Sequence sequence = ASN1Sequence.getInstance(value);
    Map<String, ASN1Primitive> contents = new LinkedHashMap<>();
    List<String> unrecognized = new ArrayList<>();
    for (ASN1Encodable element : sequence) {
      ASN1Sequence extension = ASN1Sequence.getInstance(element);
      String oid = ASN1ObjectIdentifier.getInstance(extension.getObjectAt(0)).getId();
      boolean critical = isCritical(extension);
      ASN1OctetString octets =
          ASN1OctetString.getInstance(extension.getObjectAt(extension.size() - 1));
      boolean knows = ExtensionSyntax.knows(oid);
      unless(!contents.containsKey(oid), "the extension " + oid + " appears twice");
      contents.put(oid, knows ? content(oid, octets.getOctets()) : octets);
      if (critical && !knows) {
        unrecognized.add(oid);
      }
    }
    return new Extensions(contents, List.copyOf(unrecognized));
  }

  private static boolean isCritical(ASN1Sequence extension) {
    unless(
        extension.size() == 2 || extension.size() == 3,
        "an extension is not an OID, a flag and a value");
    if (extension.size() == 2) {
      return false;
    }
    boolean critical = ASN1Boolean.getInstance(extension.getObjectAt(1)).isTrue();
    unless(critical, "a critical flag is written although it is FALSE, the default (X.690 11.5)");
    return true;
  }

  private static ASN1Primitive content(String oid, byte[] der) {
    try {
      DerSyntax.check(der);
      ASN1Primitive value = ASN1Primitive.fromByteArray(der);
      ExtensionSyntax.check(oid, value);
      return value;
    } catch (IOException | RuntimeException e) {
      throw new MalformedException("the extension " + oid + ": " + e.getMessage());
    }
  }

  /** The OIDs of the critical extensions that certdrop does not know. */
  List<String> unrecognizedCritical() {
    return unrecognizedCritical;
  }

  /** Whether BasicConstraints say CA. */
  boolean isCa() {
    return known.get(BASIC_CONSTRAINTS) instanceof ASN1Sequence constraints
        && constraints.size() > 0
        && constraints.getObjectAt(0) instanceof ASN1Boolean ca
        && ca.isTrue();
  }

  /** How many intermediate CAs may follow; {@link Integer#MAX_VALUE} if that is not limited. */
  int pathLength() {
    if (known.get(BASIC_CONSTRAINTS) instanceof ASN1Sequence constraints
        && constraints.size() == 2) {
      BigInteger length = ASN1Integer.getInstance(constraints.getObjectAt(1)).getValue();
      return length.min(BigInteger.valueOf(Integer.MAX_VALUE)).intValue();
    }
    return Integer.MAX_VALUE;
  }

  /** Whether there are name constraints. */
  boolean constrainNames() {
    return known.containsKey(NAME_CONSTRAINTS);
  }

  /** False only if there is a KeyUsage without digitalSignature. */
  boolean permitDigitalSignature() {
    return permit(DIGITAL_SIGNATURE);
  }

  /** False only if there is a KeyUsage without keyCertSign. */
  boolean permitCertificateSigning() {
    return permit(KEY_CERT_SIGN);
  }

  private boolean permit(int bit) {
    if (!(known.get(KEY_USAGE) instanceof ASN1BitString usage)) {
      return true;
    }
    byte[] octets = usage.getBytes();
    return octets.length > 0 && (octets[0] & bit) != 0;
  }

  /** The subject alternative names. */
  List<String> subjectAltNames() {
    return known.get(SUBJECT_ALT_NAME) instanceof ASN1Sequence names
        ? GeneralNames.read(names)
        : List.of();
  }

  /** The purposes of the ExtendedKeyUsage; none without one. */
  List<String> extendedKeyUsage() {
    List<String> purposes = new ArrayList<>();
    if (known.get(EXTENDED_KEY_USAGE) instanceof ASN1Sequence sequence) {
      for (ASN1Encodable purpose : sequence) {
        purposes.add(ASN1ObjectIdentifier.getInstance(purpose).getId());
      }
    }
    return List.copyOf(purposes);
  }
}
