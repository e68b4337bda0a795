package org.certdrop.cms;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.certdrop.x509.BouncyCastle;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.Pem;
import org.certdrop.x509.PemDocument;
import org.certdrop.x509.TestCertificate;
import org.certdrop.x509.TestKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DetachedSignatureTest {
  private static final byte[] CONTENT = "{\"party_id\": \"node_1\"}\n".getBytes(UTF_8);
  private static final TestCertificate SIGNER = TestCertificate.of("node_1");
  private static final TestCertificate OTHER =
      TestCertificate.builder("node_1").serial(BigInteger.TWO).build();

  private static PrivateKey key(TestCertificate certificate) {
    return certificate.keyPair().getPrivate();
  }

  private static byte[] signature() {
    return DetachedSignature.make(CONTENT, SIGNER.certificate(), key(SIGNER), TestCertificate.NOW)
        .getBytes(US_ASCII);
  }

  private static Optional<String> problem(byte[] signature) {
    return SignatureVerification.problem(signature, CONTENT, SIGNER.certificate());
  }

  static Stream<KeyPair> keys() {
    return Stream.of(
        TestKeys.rsa(2048),
        TestKeys.p256(),
        TestKeys.ec("secp384r1"),
        TestKeys.ec("secp521r1"),
        TestKeys.of("Ed25519"),
        TestKeys.of("Ed448"),
        TestKeys.of("ML-DSA-44"));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void whatAKeySignsItsCertificateVerifies(KeyPair pair) {
    TestCertificate certificate = TestCertificate.builder("node_1").key(pair).build();

    String made =
        DetachedSignature.make(
            CONTENT, certificate.certificate(), pair.getPrivate(), TestCertificate.NOW);

    assertThat(made).startsWith("-----BEGIN CMS-----\n").endsWith("\n-----END CMS-----\n");
    assertThat(
            SignatureVerification.problem(
                made.getBytes(US_ASCII), CONTENT, certificate.certificate()))
        .isEmpty();
  }

  @Test
  void eachSignatureHoldsItsOwnTime() throws Exception {
    Instant now = TestCertificate.NOW;
    for (Instant at : List.of(now, now.plusSeconds(1), now, now.plusMillis(1))) {
      assertThat(signingTime(at)).isEqualTo(at.truncatedTo(ChronoUnit.SECONDS));
    }
  }

  private static Instant signingTime(Instant at) throws Exception {
    byte[] made =
        DetachedSignature.make(CONTENT, SIGNER.certificate(), key(SIGNER), at).getBytes(US_ASCII);
    try (PEMParser pem = new PEMParser(new StringReader(new String(made, US_ASCII)))) {
      SignerInformation signer =
          new CMSSignedData((ContentInfo) pem.readObject()).getSignerInfos().iterator().next();
      return Time.getInstance(
              signer.getSignedAttributes().get(CMSAttributes.signingTime).getAttributeValues()[0])
          .getDate()
          .toInstant();
    }
  }

  @Test
  void aChangedByteDoesNotVerify() {
    byte[] changed = CONTENT.clone();
    changed[2] ^= 1;

    assertThat(SignatureVerification.problem(signature(), changed, SIGNER.certificate()))
        .hasValueSatisfying(why -> assertThat(why).contains("does not verify"));
  }

  @Test
  void aByteMoreDoesNotVerify() {
    byte[] longer = Arrays.copyOf(CONTENT, CONTENT.length + 1);

    assertThat(SignatureVerification.problem(signature(), longer, SIGNER.certificate()))
        .hasValueSatisfying(why -> assertThat(why).contains("does not verify"));
  }

  @Test
  void anotherCertificatesSignatureNamesThatOne() {
    assertThat(SignatureVerification.problem(signature(), CONTENT, OTHER.certificate()))
        .hasValueSatisfying(why -> assertThat(why).contains("names another certificate"));
  }

  @Test
  void anotherKeyInTheSignersNameDoesNotVerify() {
    String forged =
        DetachedSignature.make(CONTENT, SIGNER.certificate(), key(OTHER), TestCertificate.NOW);

    assertThat(problem(forged.getBytes(US_ASCII)))
        .hasValueSatisfying(why -> assertThat(why).contains("does not verify"));
  }

  @Test
  void aCertificateInsideCountsForNothing() throws Exception {
    byte[] forged = Signed.by(OTHER).embedding(OTHER.certificate()).make();

    assertThat(problem(forged))
        .hasValueSatisfying(why -> assertThat(why).contains("names another certificate"));
  }

  @Test
  void aCertificateInsideDoesNoHarm() throws Exception {
    assertThat(problem(Signed.by(SIGNER).embedding(SIGNER.certificate()).make())).isEmpty();
  }

  @Test
  void twoSignersAreOneTooMany() throws Exception {
    assertThat(problem(Signed.by(SIGNER).and(OTHER).make()))
        .contains("it has 2 signers instead of one");
  }

  @Test
  void noSignerIsOneTooFew() throws Exception {
    assertThat(problem(new Signed().make())).contains("it has 0 signers instead of one");
  }

  @Test
  void attachedContentIsNotLookedAt() throws Exception {
    assertThat(problem(Signed.by(SIGNER).attached().make()))
        .contains("it brings its own content instead of being detached");
  }

  @Test
  void onlyPlainDataIsSigned() throws Exception {
    assertThat(problem(Signed.by(SIGNER).typed().make())).contains("it is not over plain data");
  }

  @Test
  void signedAttributesAreWanted() throws Exception {
    assertThat(problem(Signed.by(SIGNER).bare().make())).contains("it has no signed attributes");
  }

  @Test
  void sha1IsTooWeak() throws Exception {
    assertThat(problem(Signed.by(SIGNER).with("SHA1withECDSA").make()))
        .contains("its digest is weaker than SHA-256, or unknown");
  }

  @Test
  void strongerDigestsAreGood() throws Exception {
    for (String algorithm : List.of("SHA384withECDSA", "SHA512withECDSA", "SHA3-256withECDSA")) {
      assertThat(problem(Signed.by(SIGNER).with(algorithm).make())).as(algorithm).isEmpty();
    }
  }

  @Test
  void anotherLabelIsNoSignature() {
    String text = new String(signature(), US_ASCII).replace(" CMS-", " PKCS7-");

    assertThat(problem(text.getBytes(US_ASCII))).contains("it is not one PEM block CMS");
  }

  @Test
  void twoBlocksAreNoSignature() {
    String text = new String(signature(), US_ASCII);

    assertThat(problem((text + text).getBytes(US_ASCII))).contains("it is not one PEM block CMS");
  }

  @Test
  void nothingIsNoSignature() {
    assertThat(problem(new byte[0])).contains("it is not one PEM block CMS");
    assertThat(problem("-----BEGIN CMS-----\n-----END CMS-----\n".getBytes(US_ASCII)))
        .contains("its PEM block is damaged");
  }

  @Test
  void aCutBlockIsDamaged() {
    String text = new String(signature(), US_ASCII);

    assertThat(problem(text.substring(0, 200).getBytes(US_ASCII)))
        .contains("its PEM block is damaged");
  }

  @Test
  void aCutSignatureIsAnsweredInWords() {
    byte[] der = PemDocument.read(signature()).blocks().get(0).der();

    for (int length = 0; length < der.length; length++) {
      byte[] cut = Pem.encode("CMS", Arrays.copyOf(der, length)).getBytes(US_ASCII);
      assertThat(problem(cut)).as("cut to %d", length).isPresent();
    }
  }

  @Test
  void aChangedOctetOfASignatureIsAnsweredInWords() {
    byte[] der = PemDocument.read(signature()).blocks().get(0).der();
    List<Integer> unnoticed = new ArrayList<>();

    for (int at = 0; at < der.length; at++) {
      byte[] changed = der.clone();
      changed[at] ^= 0x55;
      if (problem(Pem.encode("CMS", changed).getBytes(US_ASCII)).isEmpty()) {
        unnoticed.add(at);
      }
    }

    // Of all octets only the versions and the list of digests are neither signed nor needed.
    assertThat(unnoticed).hasSizeLessThan(20);
  }

  @Test
  void theTrailingByteOfADerIsNotDer() {
    byte[] der = PemDocument.read(signature()).blocks().get(0).der();
    byte[] armour = Pem.encode("CMS", Arrays.copyOf(der, der.length + 1)).getBytes(US_ASCII);

    assertThat(problem(armour)).contains("what stands in it is not DER");
  }

  @Test
  void derOfAnotherKindIsNoSignedData() throws IOException {
    String octets = Pem.encode("CMS", new DEROctetString(CONTENT).getEncoded());

    assertThat(problem(octets.getBytes(US_ASCII)))
        .contains("it is not CMS SignedData as RFC 5652 has it");
  }

  @Test
  void theBlockIsWrittenInLinesOf64() {
    assertThat(new String(signature(), US_ASCII).lines()).allMatch(line -> line.length() <= 64);
    assertThat(Base64.getMimeDecoder().decode(body(signature()))).isNotEmpty();
  }

  private static String body(byte[] armour) {
    return new String(armour, US_ASCII).replaceAll("-----[A-Z ]+-----", "");
  }

  /** Signatures as other programs might make them. */
  private static final class Signed {
    private final CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
    private TestCertificate by;
    private String algorithm = "SHA256withECDSA";
    private boolean bare;
    private boolean attached;
    private boolean typed;

    static Signed by(TestCertificate signer) {
      Signed signed = new Signed();
      signed.by = signer;
      return signed;
    }

    Signed with(String other) {
      algorithm = other;
      return this;
    }

    Signed bare() {
      bare = true;
      return this;
    }

    Signed attached() {
      attached = true;
      return this;
    }

    Signed typed() {
      typed = true;
      return this;
    }

    Signed embedding(Certificate certificate) throws Exception {
      generator.addCertificates(
          new JcaCertStore(List.of(new X509CertificateHolder(certificate.der()))));
      return this;
    }

    Signed and(TestCertificate signer) throws Exception {
      sign(signer);
      return this;
    }

    private void sign(TestCertificate signer) throws Exception {
      JcaSignerInfoGeneratorBuilder builder =
          new JcaSignerInfoGeneratorBuilder(
              new JcaDigestCalculatorProviderBuilder().setProvider(BouncyCastle.PROVIDER).build());
      builder.setDirectSignature(bare);
      generator.addSignerInfoGenerator(
          builder.build(
              new JcaContentSignerBuilder(algorithm)
                  .setProvider(BouncyCastle.PROVIDER)
                  .build(key(signer)),
              new X509CertificateHolder(signer.certificate().der())));
    }

    byte[] make() throws Exception {
      if (by != null) {
        sign(by);
      }
      CMSProcessableByteArray content =
          new CMSProcessableByteArray(
              typed ? NISTObjectIdentifiers.id_sha256 : CMSObjectIdentifiers.data, CONTENT);
      return Pem.encode("CMS", generator.generate(content, attached).getEncoded("DER"))
          .getBytes(US_ASCII);
    }
  }
}
