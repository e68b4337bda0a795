package org.certdrop.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certdrop.x509.TestCertificate.NOW;
import static org.certdrop.x509.TestCertificate.ca;
import static org.certdrop.x509.TestCertificate.name;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.junit.jupiter.api.Test;

class TrustedIssuersTest {
  private static final TestCertificate ROOT = ca("Root").build();
  private static final TestCertificate MIDDLE = ca("Middle").issuedBy(ROOT).build();
  private static final Certificate LEAF = leaf(MIDDLE);

  private static Certificate leaf(TestCertificate issuer) {
    return TestCertificate.builder("node_a").issuedBy(issuer).build().certificate();
  }

  private static boolean vouch(Certificate leaf, TestCertificate... issuers) {
    List<Certificate> certificates = Stream.of(issuers).map(TestCertificate::certificate).toList();
    return TrustedIssuers.of(certificates).vouchesFor(leaf, NOW);
  }

  @Test
  void nobodyVouches() {
    assertThat(TrustedIssuers.none().vouchesFor(LEAF, NOW)).isFalse();
  }

  @Test
  void aRootVouchesForWhatItIssued() {
    assertThat(vouch(leaf(ROOT), ROOT)).isTrue();
  }

  @Test
  void aRootVouchesThroughAnIntermediate() {
    assertThat(vouch(LEAF, ROOT, MIDDLE)).isTrue();
    assertThat(vouch(LEAF, MIDDLE, ROOT)).isTrue();
  }

  @Test
  void anIntermediateVouchesWithoutItsRoot() {
    assertThat(vouch(LEAF, MIDDLE)).isTrue();
  }

  @Test
  void aRootDoesNotVouchIfTheIntermediateIsMissing() {
    assertThat(vouch(LEAF, ROOT)).isFalse();
  }

  @Test
  void anotherCaOfTheSameNameDoesNotVouch() {
    assertThat(vouch(leaf(ROOT), ca("Root").build())).isFalse();
    assertThat(vouch(leaf(ROOT), ca("Root").build(), ROOT)).isTrue();
  }

  @Test
  void aCertificateThatIsNoCaDoesNotVouch() {
    TestCertificate party = TestCertificate.builder("x").subject(name(BCStyle.CN, "No CA")).build();

    assertThat(vouch(leaf(party), party)).isFalse();
  }

  @Test
  void anExplicitNonCaDoesNotVouch() {
    TestCertificate party =
        TestCertificate.builder("x")
            .extension(Extension.basicConstraints, true, new BasicConstraints(false))
            .build();

    assertThat(vouch(leaf(party), party)).isFalse();
  }

  @Test
  void aCaWithoutKeyCertSignDoesNotVouch() {
    TestCertificate signer =
        TestCertificate.builder("x")
            .extension(Extension.basicConstraints, true, new BasicConstraints(true))
            .extension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
            .build();

    assertThat(vouch(leaf(signer), signer)).isFalse();
  }

  @Test
  void aCaOfAnotherVersionOrWithUnknownDemandsDoesNotVouch() {
    TestCertificate unknown =
        ca("x").extension(new ASN1ObjectIdentifier("1.2.3"), true, DERNull.INSTANCE).build();

    assertThat(vouch(leaf(unknown), unknown)).isFalse();
    assertThat(vouch(leaf(ca("y").version(1).build()), ca("y").version(1).build())).isFalse();
  }

  @Test
  void anExpiredRootDoesNotVouch() {
    TestCertificate expired = ca("Old").notAfter(NOW.minus(1, ChronoUnit.HOURS)).build();

    assertThat(vouch(leaf(expired), expired)).isFalse();
  }

  @Test
  void aFutureRootDoesNotVouch() {
    TestCertificate future = ca("New").notBefore(NOW.plus(1, ChronoUnit.HOURS)).build();

    assertThat(vouch(leaf(future), future)).isFalse();
  }

  @Test
  void anExpiredIntermediateDoesNotVouchWithOrWithoutItsRoot() {
    TestCertificate expired =
        ca("Old").issuedBy(ROOT).notAfter(NOW.minus(1, ChronoUnit.HOURS)).build();

    assertThat(vouch(leaf(expired), ROOT, expired)).isFalse();
    assertThat(vouch(leaf(expired), expired)).isFalse();
  }

  @Test
  void anExpiredCertificateIsVouchedForAsOfItsEnd() {
    Certificate old =
        TestCertificate.builder("node_a")
            .issuedBy(ROOT)
            .notAfter(NOW.minus(1, ChronoUnit.HOURS))
            .build()
            .certificate();
    Certificate young =
        TestCertificate.builder("node_a")
            .issuedBy(ROOT)
            .notBefore(NOW.plus(1, ChronoUnit.HOURS))
            .build()
            .certificate();

    assertThat(vouch(old, ROOT)).isTrue();
    assertThat(vouch(young, ROOT)).isTrue();
  }

  private static TestCertificate limited(String name, int pathLength, TestCertificate issuer) {
    TestCertificate.Builder builder =
        TestCertificate.builder(name)
            .subject(name(BCStyle.CN, name))
            .extension(Extension.basicConstraints, true, new BasicConstraints(pathLength));
    return issuer == null ? builder.build() : builder.issuedBy(issuer).build();
  }

  @Test
  void thePathLengthOfARootHolds() {
    TestCertificate root = limited("Short", 0, null);
    TestCertificate below = ca("Below").issuedBy(root).build();

    assertThat(vouch(leaf(root), root)).isTrue();
    assertThat(vouch(leaf(below), root, below)).isFalse();
  }

  @Test
  void thePathLengthOfAnAnchorHolds() {
    TestCertificate anchor = limited("Short", 0, ROOT);
    TestCertificate below = ca("Below").issuedBy(anchor).build();

    assertThat(vouch(leaf(anchor), anchor)).isTrue();
    assertThat(vouch(leaf(below), anchor, below)).isFalse();
    assertThat(vouch(leaf(below), below)).isTrue();
  }

  private static NameConstraints only(String organization) {
    return new NameConstraints(
        new GeneralSubtree[] {
          new GeneralSubtree(
              new GeneralName(new X500Name(new RDN[] {name(BCStyle.O, organization).getRDNs()[0]})))
        },
        null);
  }

  private static Certificate named(TestCertificate issuer, String organization) {
    return TestCertificate.builder("x")
        .subject(name(BCStyle.O, organization, BCStyle.CN, "node_a"))
        .issuedBy(issuer)
        .build()
        .certificate();
  }

  @Test
  void theNameConstraintsOfARootHold() {
    TestCertificate root =
        ca("Root").extension(Extension.nameConstraints, true, only("Here")).build();

    assertThat(vouch(named(root, "Here"), root)).isTrue();
    assertThat(vouch(named(root, "There"), root)).isFalse();
  }

  @Test
  void anIntermediateThatConstrainsNamesNeedsItsRoot() {
    TestCertificate middle =
        ca("Middle")
            .issuedBy(ROOT)
            .extension(Extension.nameConstraints, true, only("Here"))
            .build();

    assertThat(vouch(named(middle, "Here"), middle)).isFalse();
    assertThat(vouch(named(middle, "Here"), ROOT, middle)).isTrue();
    assertThat(vouch(named(middle, "There"), ROOT, middle)).isFalse();
  }

  @Test
  void aSelfIssuedCaWithAnotherKeysSignatureIsNoAnchor() {
    TestCertificate forged = ca("Forged").signedBy(TestKeys.p256().getPrivate()).build();

    assertThat(vouch(leaf(forged), forged)).isFalse();
  }

  @Test
  void anIntermediateThatItsRootDidNotSignDoesNotVouchBesideThatRoot() {
    TestCertificate forged =
        ca("Forged")
            .issuer(name(BCStyle.CN, "Root"))
            .signedBy(TestKeys.p256().getPrivate())
            .build();

    assertThat(vouch(leaf(forged), ROOT, forged)).isFalse();
  }

  @Test
  void twoCasThatIssueEachOtherEndTheSearch() {
    TestCertificate first = ca("First").issuer(name(BCStyle.CN, "Second")).build();
    TestCertificate second = ca("Second").issuer(name(BCStyle.CN, "First")).build();

    assertThat(vouch(leaf(first), first, second)).isFalse();
  }

  @Test
  void anEd25519RootVouches() {
    TestCertificate root = ca("Edwards").key(TestKeys.of("Ed25519")).build();

    assertThat(vouch(leaf(root), root)).isTrue();
  }

  /** CAs of two names that issued one another, so that there are many paths. */
  private static List<TestCertificate> mesh() {
    List<TestCertificate> mesh = new ArrayList<>(List.of(ca("A").build(), ca("B").build()));
    for (int i = 0; i < 12; i++) {
      mesh.add(ca(i % 2 == 0 ? "A" : "B").issuedBy(mesh.get(mesh.size() - 1)).build());
    }
    return mesh;
  }

  private static TestCertificate constrained() {
    GeneralSubtree[] subtrees =
        IntStream.range(0, 2000)
            .mapToObj(i -> new GeneralSubtree(new GeneralName(GeneralName.dNSName, "x" + i)))
            .toArray(GeneralSubtree[]::new);
    return ca("A")
        .extension(Extension.nameConstraints, true, new NameConstraints(null, subtrees))
        .build();
  }

  /** Of 5000 names, in the name of issuers that never signed it. */
  private static Certificate forged() {
    GeneralName[] names =
        IntStream.range(0, 5000)
            .mapToObj(i -> new GeneralName(GeneralName.dNSName, "a" + i))
            .toArray(GeneralName[]::new);
    return TestCertificate.builder("node_a")
        .issuer(name(BCStyle.CN, "A"))
        .extension(Extension.subjectAlternativeName, false, new GeneralNames(names))
        .build()
        .certificate();
  }

  /** Following all paths, and holding all names against all constraints, took a second. */
  @Test
  void whatNoIssuerSignedCostsNoPathValidation() {
    List<Certificate> issuers =
        Stream.concat(mesh().stream(), Stream.of(constrained()))
            .map(TestCertificate::certificate)
            .toList();
    TrustedIssuers trusted = TrustedIssuers.of(issuers);
    Certificate forged = forged();
    assertThat(trusted.vouchesFor(forged, NOW)).isFalse();
    // Memory tells of the work that was done, on a busy machine as well.
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertThat(trusted.vouchesFor(forged, NOW)).isFalse();
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(8 << 20);
  }
}
