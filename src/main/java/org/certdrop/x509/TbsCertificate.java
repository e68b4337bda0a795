package org.certdrop.x509;

import static org.certdrop.x509.MalformedException.unless;

import java.io.IOException;
import java.math.BigInteger;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.certdrop.text.Printable;

/**
 * The signed part of a certificate (RFC 5280 section 4.1.2).
 *
 * @param version as people count: 3 for v3
 */
record TbsCertificate(
    int version,
    BigInteger serial,
    SignatureAlgorithm signature,
    DistinguishedName issuer,
    Validity validity,
    DistinguishedName subject,
    SubjectPublicKey key,
    Extensions extensions) {

  private interface Reading<T> {
    T read(ASN1Encodable value) throws IOException;
  }

  /**
   * Reads it, from DER whose syntax is checked.
   *
   * @throws MalformedException if a field is not what RFC 5280 says
   */
  static TbsCertificate read(ASN1Sequence sequence) {
    int first = sequence.size() > 0 && isTagged(sequence.getObjectAt(0), 0) ? 1 : 0;
    unless(sequence.size() >= first + 6, "fields of the TBSCertificate are missing");
    DistinguishedName issuer =
        field("issuer", sequence.getObjectAt(first + 2), DistinguishedName::read);
    unless(!issuer.isEmpty(), "the issuer is empty (RFC 5280 section 4.1.2.4)");
    return new TbsCertificate(
        first == 0 ? 1 : field("version", sequence.getObjectAt(0), TbsCertificate::version),
        field("serial number", sequence.getObjectAt(first), TbsCertificate::serial),
        field("signature algorithm", sequence.getObjectAt(first + 1), SignatureAlgorithm::read),
        issuer,
        field("validity", sequence.getObjectAt(first + 3), Validity::read),
        field("subject", sequence.getObjectAt(first + 4), DistinguishedName::read),
        field("public key", sequence.getObjectAt(first + 5), SubjectPublicKey::read),
        optionalFields(sequence, first + 6));
  }

  /** The field that must equal the certificate's own signatureAlgorithm (section 4.1.1.2). */
  static ASN1Encodable signatureField(ASN1Sequence sequence) {
    return sequence.getObjectAt(isTagged(sequence.getObjectAt(0), 0) ? 2 : 1);
  }

  /** The subject's field, as it stands there. */
  static ASN1Encodable subjectField(ASN1Sequence sequence) {
    return sequence.getObjectAt(isTagged(sequence.getObjectAt(0), 0) ? 5 : 4);
  }

  private static <T> T field(String name, ASN1Encodable value, Reading<T> reading) {
    try {
      return reading.read(value);
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle throws unchecked exceptions of many kinds at content that it does not take.
      throw new MalformedException(
          "the " + name + " is not RFC 5280 ASN.1: " + Printable.of(e.getMessage()));
    }
  }

  private static int version(ASN1Encodable value) {
    ASN1Encodable number = ASN1TaggedObject.getInstance(value).getExplicitBaseObject();
    int version = Math.addExact(ASN1Integer.getInstance(number).intValueExact(), 1);
    unless(version != 1, "v1 is written although it is the default (X.690 11.5)");
    return version;
  }

  private static BigInteger serial(ASN1Encodable value) {
    return ASN1Integer.getInstance(value).getValue();
  }

  private static Extensions optionalFields(ASN1Sequence sequence, int start) {
    Extensions extensions = Extensions.NONE;
    int previous = 0;
    for (int i = start; i < sequence.size(); i++) {
      ASN1TaggedObject tagged =
          field(
              "end of the TBSCertificate", sequence.getObjectAt(i), ASN1TaggedObject::getInstance);
      int tag = tagged.getTagNo();
      unless(
          tagged.hasContextTag() && tag > previous && tag <= 3,
          "the TBSCertificate holds an unexpected field");
      if (tag == 3) {
        extensions =
            field(
                "list of extensions", tagged, t -> Extensions.read(tagged.getExplicitBaseObject()));
      } else {
        field("unique identifier", tagged, id -> ASN1BitString.getInstance(tagged, false));
      }
      previous = tag;
    }
    return extensions;
  }

  private static boolean isTagged(ASN1Encodable value, int tag) {
    return value instanceof ASN1TaggedObject tagged && tagged.hasContextTag(tag);
  }
}
