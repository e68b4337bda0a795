package org.certdrop.cms;

import java.io.IOException;
import java.security.PublicKey;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.certdrop.x509.BouncyCastle;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.DerSyntax;
import org.certdrop.x509.PemBlock;
import org.certdrop.x509.PemDocument;

/**
 * Checks detached signatures with a certificate that the caller has, and never with one that the
 * signature brings along (SPEC sections 9 and 11).
 */
public final class SignatureVerification {
  static final String LABEL = "CMS";

  private static final Set<ASN1ObjectIdentifier> DIGESTS =
      Set.of(
          NISTObjectIdentifiers.id_sha256,
          NISTObjectIdentifiers.id_sha384,
          NISTObjectIdentifiers.id_sha512,
          NISTObjectIdentifiers.id_sha512_256,
          NISTObjectIdentifiers.id_sha3_256,
          NISTObjectIdentifiers.id_sha3_384,
          NISTObjectIdentifiers.id_sha3_512,
          NISTObjectIdentifiers.id_shake256,
          NISTObjectIdentifiers.id_shake256_len);

  /** What the JDK verifies, before which Bouncy Castle's provider takes an eighth of a second. */
  private static final Set<ASN1ObjectIdentifier> RSA =
      Set.of(
          PKCSObjectIdentifiers.rsaEncryption,
          PKCSObjectIdentifiers.sha256WithRSAEncryption,
          PKCSObjectIdentifiers.sha384WithRSAEncryption,
          PKCSObjectIdentifiers.sha512WithRSAEncryption);

  private static final Set<ASN1ObjectIdentifier> SHA_2 =
      Set.of(
          NISTObjectIdentifiers.id_sha256,
          NISTObjectIdentifiers.id_sha384,
          NISTObjectIdentifiers.id_sha512);

  private SignatureVerification() {}

  /**
   * Why a file is no good signature over some bytes by a certificate's key.
   *
   * @param armour the file: one PEM block {@code CMS}, in which SignedData in DER has exactly one
   *     SignerInfo, signed attributes and a digest of SHA-256 or stronger
   * @param content the exact bytes that should be signed
   * @param signer whose key should have signed them
   * @return a clause without a full stop; nothing if the signature is good
   */
  public static Optional<String> problem(byte[] armour, byte[] content, Certificate signer) {
    List<PemBlock> blocks = PemDocument.read(armour).blocks();
    if (blocks.size() != 1 || !blocks.get(0).label().equals(LABEL)) {
      return Optional.of("it is not one PEM block CMS");
    }
    if (blocks.get(0).state() != PemBlock.State.WHOLE) {
      return Optional.of("its PEM block is damaged");
    }
    return problemOfDer(blocks.get(0).der(), content, signer);
  }

  private static Optional<String> problemOfDer(byte[] der, byte[] content, Certificate signer) {
    if (!DerSyntax.isValue(der)) {
      return Optional.of("what stands in it is not DER");
    }
    try {
      CMSSignedData data = new CMSSignedData(new CMSProcessableByteArray(content), der);
      Optional<String> unfit = unfit(data);
      return unfit.isPresent() ? unfit : check(only(data), signer);
    } catch (CMSException | OperatorCreationException | IOException | RuntimeException e) {
      // The one place where hostile input's exceptions become a value.
      return Optional.of("it is not CMS SignedData as RFC 5652 has it");
    }
  }

  private static Optional<String> unfit(CMSSignedData data) throws CMSException {
    if (!CMSObjectIdentifiers.signedData.equals(data.toASN1Structure().getContentType())) {
      return Optional.of("it is CMS of another type than SignedData");
    }
    if (!CMSObjectIdentifiers.data.getId().equals(data.getSignedContentTypeOID())) {
      return Optional.of("it is not over plain data");
    }
    int signers = data.getSignerInfos().size();
    if (signers != 1) {
      return Optional.of("it has " + signers + " signers instead of one");
    }
    return new CMSSignedData(data.toASN1Structure()).isDetachedSignature()
        ? Optional.empty()
        : Optional.of("it brings its own content instead of being detached");
  }

  private static SignerInformation only(CMSSignedData data) {
    Collection<SignerInformation> signers = data.getSignerInfos().getSigners();
    return signers.iterator().next();
  }

  private static Optional<String> check(SignerInformation signature, Certificate signer)
      throws IOException, OperatorCreationException, CMSException {
    if (!DIGESTS.contains(signature.getDigestAlgorithmID().getAlgorithm())) {
      return Optional.of("its digest is weaker than SHA-256, or unknown");
    }
    if (signature.getSignedAttributes() == null
        || signature.getSignedAttributes().get(CMSAttributes.messageDigest) == null) {
      return Optional.of("it has no signed attributes");
    }
    if (!signature.getSID().match(new X509CertificateHolder(signer.der()))) {
      return Optional.of("it names another certificate than " + signer.fingerprint());
    }
    PublicKey key = signer.key().publicKey().orElse(null);
    return key != null && verifies(signature, key)
        ? Optional.empty()
        : Optional.of("it does not verify with the certificate " + signer.fingerprint());
  }

  private static boolean verifies(SignerInformation signature, PublicKey key)
      throws OperatorCreationException {
    JcaSimpleSignerInfoVerifierBuilder verifier = new JcaSimpleSignerInfoVerifierBuilder();
    SignerInfo info = signature.toASN1Structure();
    if (!RSA.contains(info.getDigestEncryptionAlgorithm().getAlgorithm())
        || !SHA_2.contains(info.getDigestAlgorithm().getAlgorithm())) {
      verifier.setProvider(BouncyCastle.PROVIDER);
    }
    try {
      return signature.verify(verifier.build(key));
    } catch (CMSException e) {
      // Bouncy Castle's word for content that is not the signed one, or an attribute amiss.
      return false;
    }
  }
}
