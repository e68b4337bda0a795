package org.certdrop.x509;

import static org.certdrop.x509.MalformedException.unless;

import java.io.IOException;
import java.util.List;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.certdrop.text.Printable;

/** Reads the Certificate of RFC 5280 section 4.1: first its syntax, then its fields, once. */
final class CertificateReader {
  private CertificateReader() {}

  /** Reads a certificate, whatever the bytes are. */
  static ParsedCertificate read(byte[] der) {
    try {
      long claimed = DerSyntax.claimedEnd(der, 0);
      if (claimed > der.length) {
        return new ParsedCertificate.Truncated(
            "the DER ends after " + der.length + " of " + claimed + " bytes");
      }
      DerSyntax.check(der);
      return new ParsedCertificate.Sound(fields(der.clone()));
    } catch (IOException | RuntimeException e) {
      // The one place where hostile input's exceptions, ours and Bouncy Castle's, become a value.
      return new ParsedCertificate.Malformed(Printable.of(e.getMessage()));
    }
  }

  /** Reads the only certificate of a PEM document, whatever the bytes are. */
  static ParsedCertificate readPem(byte[] content) {
    List<PemBlock> blocks = PemDocument.read(content).certificates();
    if (blocks.size() != 1) {
      return new ParsedCertificate.Malformed(
          "there are " + blocks.size() + " CERTIFICATE blocks instead of one");
    }
    return ParsedCertificate.of(blocks.get(0));
  }

  private static Certificate fields(byte[] der) throws IOException {
    ASN1Sequence certificate = ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(der));
    unless(certificate.size() == 3, "it is not a TBSCertificate, an algorithm and a signature");
    ASN1Sequence tbs = ASN1Sequence.getInstance(certificate.getObjectAt(0));
    TbsCertificate read = TbsCertificate.read(tbs);
    unless(
        TbsCertificate.signatureField(tbs).equals(certificate.getObjectAt(1)),
        "the signature algorithms inside and outside differ (RFC 5280 section 4.1.1.2)");
    ASN1BitString signature = ASN1BitString.getInstance(certificate.getObjectAt(2));
    unless(signature.getPadBits() == 0, "the signature is not a whole number of octets");
    return new Certificate(der, read, signature.getOctets());
  }
}
