package org.certdrop.x509;

import static org.certdrop.x509.MalformedException.unless;

import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Null;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** How a certificate is signed (RFC 5280 section 4.1.1.2). */
public final class SignatureAlgorithm {
  private static final String PSS = PKCSObjectIdentifiers.id_RSASSA_PSS.getId();

  private final String oid;
  private final String name;
  private final boolean weak;
  private final PSSParameterSpec pss;

  private SignatureAlgorithm(String oid, String name, boolean weak, PSSParameterSpec pss) {
    this.oid = oid;
    this.name = name;
    this.weak = weak;
    this.pss = pss;
  }

  /**
   * Reads an AlgorithmIdentifier.
   *
   * @throws RuntimeException if it is none, or has parameters where the algorithm has none
   */
  static SignatureAlgorithm read(ASN1Encodable identifier) {
    ASN1Sequence sequence = ASN1Sequence.getInstance(identifier);
    unless(sequence.size() == 1 || sequence.size() == 2, "it is no algorithm and its parameters");
    String oid = ASN1ObjectIdentifier.getInstance(sequence.getObjectAt(0)).getId();
    ASN1Encodable parameters = sequence.size() == 2 ? sequence.getObjectAt(1) : null;
    if (oid.equals(PSS)) {
      unless(parameters != null, "RSASSA-PSS lacks its parameters");
      return pss(RSASSAPSSparams.getInstance(parameters));
    }
    SignatureName known = SignatureName.of(oid).orElse(null);
    if (known == null) {
      return new SignatureAlgorithm(oid, oid, false, null);
    }
    boolean fits =
        parameters == null
            || (known.takesNull() && parameters.toASN1Primitive() instanceof ASN1Null);
    unless(fits, known.text() + " has parameters that it does not take");
    return new SignatureAlgorithm(oid, known.text(), known.weak(), null);
  }

  private static SignatureAlgorithm pss(RSASSAPSSparams params) {
    PSSParameterSpec spec = spec(params);
    String digest = spec.getDigestAlgorithm();
    boolean weak = digest.equals("SHA-1") || digest.startsWith("MD");
    String name = digest.replaceFirst("^SHA-", "SHA") + "withRSAandMGF1";
    return new SignatureAlgorithm(PSS, name, weak, spec);
  }

  /** The parameters of RSASSA-PSS for Java (RFC 4055 section 3.1). */
  static PSSParameterSpec spec(RSASSAPSSparams params) {
    unless(
        params.getMaskGenAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.id_mgf1),
        "RSASSA-PSS has another mask generation function than MGF1");
    String mask =
        digest(AlgorithmIdentifier.getInstance(params.getMaskGenAlgorithm().getParameters()));
    return new PSSParameterSpec(
        digest(params.getHashAlgorithm()),
        "MGF1",
        new MGF1ParameterSpec(mask),
        params.getSaltLength().intValueExact(),
        params.getTrailerField().intValueExact());
  }

  private static String digest(AlgorithmIdentifier identifier) {
    return switch (identifier.getAlgorithm().getId()) {
      case "1.2.840.113549.2.5" -> "MD5";
      case "1.3.14.3.2.26" -> "SHA-1";
      case "2.16.840.1.101.3.4.2.4" -> "SHA-224";
      case "2.16.840.1.101.3.4.2.1" -> "SHA-256";
      case "2.16.840.1.101.3.4.2.2" -> "SHA-384";
      case "2.16.840.1.101.3.4.2.3" -> "SHA-512";
      case "2.16.840.1.101.3.4.2.8" -> "SHA3-256";
      case "2.16.840.1.101.3.4.2.9" -> "SHA3-384";
      case "2.16.840.1.101.3.4.2.10" -> "SHA3-512";
      default -> identifier.getAlgorithm().getId();
    };
  }

  /** The object identifier, dotted. */
  public String oid() {
    return oid;
  }

  /** The name that Java gives it, such as {@code SHA256withRSA}; the OID if it is not known. */
  public String name() {
    return name;
  }

  /** Whether its digest is MD2, MD4, MD5 or SHA-1. */
  public boolean weak() {
    return weak;
  }

  /** Whether it signs with RSA keys. */
  boolean isRsa() {
    return name.toUpperCase(Locale.ROOT).contains("WITHRSA");
  }

  /** The parameters of RSASSA-PSS; nothing for any other algorithm. */
  Optional<PSSParameterSpec> pss() {
    return Optional.ofNullable(pss);
  }
}
