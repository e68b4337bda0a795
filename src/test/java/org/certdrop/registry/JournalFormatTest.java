package org.certdrop.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.certdrop.json.StrictJson;
import org.certdrop.party.PartyId;
import org.certdrop.registration.CertificateFacts;
import org.certdrop.registration.Entry;
import org.certdrop.registration.JournalLine;
import org.certdrop.registration.MalformedDocumentException;
import org.certdrop.registration.Offer;
import org.certdrop.registration.Proposal;
import org.certdrop.registration.Registrant;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.Fingerprint;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of the registry, to the letter of SPEC section 6. */
class JournalFormatTest {
  private static final String DOCUMENT_START =
      "{\"party_id\":\"node_a\",\"component\":\"NODE\",\"ip\":\"10.0.0.1\",\"port\":14001,"
          + "\"certificate\":\"-----BEGIN CERTIFICATE-----\\n";

  @TempDir Path folder;
  private Home home;

  @BeforeEach
  void inAFolderThatIsNotThere() {
    home = new Home(folder.resolve("deep/var"));
  }

  private void registerAndRemove() throws IOException {
    try (Registry registry = home.open()) {
      registry.decide(Offer.of("node_a").at("10.0.0.1:14001").by("s1"));
      registry.decide(Offer.of("node_b").at(null).by("s2"));
      registry.remove(new PartyId("node_b"));
    }
  }

  private JsonNode snapshot() throws IOException {
    return StrictJson.mapper().readTree(home.snapshot().toFile());
  }

  private static String sha256(String line) {
    return Fingerprint.of(line.getBytes(StandardCharsets.UTF_8)).hex();
  }

  @Test
  void aLineHoldsNumberTimeEventDocumentAndTheDigestOfTheLineBefore() throws IOException {
    registerAndRemove();
    List<String> lines = home.lines();
    assertThat(lines.get(0))
        .startsWith(
            "{\"seq\":1,\"at\":\"2026-11-23T10:15:00.456Z\",\"event\":\"registered\",\"party\":"
                + DOCUMENT_START)
        .endsWith("},\"prev\":\"" + "0".repeat(64) + "\"}");
    assertThat(lines.get(1)).endsWith(",\"prev\":\"" + sha256(lines.get(0)) + "\"}");
    assertThat(lines.get(2))
        .isEqualTo(
            "{\"seq\":3,\"at\":\"2026-11-23T10:15:00.456Z\",\"event\":\"removed\",\"party\":"
                + "{\"party_id\":\"node_b\",\"sha256\":\""
                + Offer.of("node_b").at(null).sha256()
                + "\"},\"prev\":\""
                + sha256(lines.get(1))
                + "\"}");
    assertThat(Files.readString(home.journal())).endsWith("}\n").isASCII();
  }

  @Test
  void aRemovalSaysWhoDidItWhereThatIsKnownAndStaysAsItIsReadAgain() throws IOException {
    try (Registry registry = home.open()) {
      registry.decide(Offer.of("node_a").at(null).by("s1"));
      registry.remove(new PartyId("node_a"), Optional.of("Ana Garc\u00eda"));
    }
    String line = home.lines().get(1);

    assertThat(line).contains("\",\"by\":\"Ana Garc\\u00EDa\"},\"prev\":");
    assertThat(new String(parsed(line).encode(), StandardCharsets.US_ASCII)).isEqualTo(line);
    assertThat(parsed(line).actor()).contains("Ana Garc\u00eda");
  }

  private static JournalLine parsed(String line) throws IOException {
    try {
      return JournalLine.parse(StrictJson.mapper().readTree(line));
    } catch (MalformedDocumentException e) {
      throw new IOException(e);
    }
  }

  @Test
  void aRemovalOfAnOlderReleaseIsRead() throws IOException {
    registerAndRemove();

    assertThat(parsed(home.lines().get(2)).actor()).isEmpty();
  }

  @Test
  void registryJsonIsATinyDbFileOfFourTables() throws IOException {
    registerAndRemove();
    JsonNode file = snapshot();
    assertThat(file.fieldNames())
        .toIterable()
        .containsExactly("Certificates", "Pending", "Removed", "certdrop");
    assertThat(file.get("Certificates").fieldNames()).toIterable().containsExactly("1");
    assertThat(file.get("Removed").fieldNames()).toIterable().containsExactly("2");
    assertThat(file.get("certdrop"))
        .isEqualTo(
            StrictJson.mapper()
                .valueToTree(
                    Map.of(
                        "1",
                        Map.of(
                            "format",
                            "certdrop-registry/1",
                            "owner",
                            "researcher_me",
                            "seq",
                            3,
                            "head",
                            sha256(home.lines().get(2))))));
  }

  @Test
  void aDocumentHasTheFieldsOfTheSpecification() throws IOException {
    registerAndRemove();
    JsonNode document = snapshot().path("Certificates").path("1");
    CertificateFacts facts = Offer.of("node_a").at("10.0.0.1:14001").registrant().certificate();
    String expected =
        "{'party_id':'node_a','component':'NODE','ip':'10.0.0.1','port':14001,'certificate':%s,"
            + "'component_id':'node_a','sha256':'%s','subject':'O=node_a,CN=*',"
            + "'issuer':'O=node_a,CN=*','serial':'6c66','not_before':'2026-11-23T03:41:35Z',"
            + "'not_after':'2027-11-23T03:41:35Z','key':'RSA 2048',"
            + "'signature_algorithm':'SHA256withRSA','registered_at':'2026-11-23T10:15:00.456Z',"
            + "'submission':'s1','verified':{'method':'none','by':null,'at':null},"
            + "'endpoint':'claimed','seq':null,'sidecar_sha256':null,'holds_ours':null,'public_key_sha256':'%s'}";
    assertThat(document.toString())
        .isEqualTo(
            String.format(
                expected.replace('\'', '"'),
                StrictJson.mapper().writeValueAsString(facts.pem()),
                facts.sha256(),
                facts.publicKey().hex()));
  }

  @Test
  void anEntryTellsItsDocument() throws IOException {
    registerAndRemove();
    Entry entry = RegistryReader.read(RegistryStore.of(home.var())).active().get(0);
    assertThat((Object) entry.document()).isEqualTo(snapshot().path("Certificates").path("1"));
  }

  @Test
  void anAbsentEndpointIsStoredAsNull() throws IOException {
    registerAndRemove();
    JsonNode document = snapshot().path("Removed").path("2");
    assertThat(document.get("ip").isNull()).isTrue();
    assertThat(document.get("port").isNull()).isTrue();
  }

  @Test
  void aFreshHomeGetsAnEmptyRegistryWithItsOwner() throws IOException {
    home.open().close();
    assertThat(snapshot().path("Certificates")).isEmpty();
    assertThat(snapshot().path("certdrop").path("1").path("owner").asText())
        .isEqualTo("researcher_me");
    assertThat(snapshot().path("certdrop").path("1").path("seq").asLong()).isZero();
  }

  @Test
  void nothingIsWrittenWhereNothingChanged() throws IOException {
    home.with("node_a");
    Object before = Files.readAttributes(home.snapshot(), "*").get("fileKey");
    home.with("node_a");
    assertThat(Files.readAttributes(home.snapshot(), "*").get("fileKey")).isEqualTo(before);
    assertThat(home.lines()).hasSize(1);
  }

  @Test
  void folderAndFilesAreTheOwnersAlone() throws IOException {
    registerAndRemove();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.var())))
        .isEqualTo("rwx------");
    for (String name : Set.of("journal.jsonl", "registry.json", "registry.lock")) {
      Path file = home.var().resolve(name);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .as(name)
          .isEqualTo("rw-------");
    }
    try (var files = Files.list(home.var())) {
      assertThat(files).hasSize(3);
    }
  }

  @Test
  void textOfCertificatesIsWrittenInAscii() throws IOException {
    Registrant plain = Offer.of("node_a").registrant();
    CertificateFacts facts = plain.certificate();
    CertificateFacts umlaut =
        new CertificateFacts(
            facts.pem(),
            facts.sha256(),
            facts.publicKey(),
            "CN=Klinik Gro\u00df-Umstadt \ud83d\ude00",
            "CN=\u0000\"\n",
            facts.serial(),
            facts.notBefore(),
            facts.notAfter(),
            facts.key(),
            facts.signatureAlgorithm());
    try (Registry registry = home.open()) {
      registry.decide(
          new Proposal("s1", new Registrant(plain.party(), plain.endpoint(), umlaut), false));
    }
    assertThat(Files.readString(home.snapshot())).isASCII();
    assertThat(RegistryReader.read(RegistryStore.of(home.var())).active().get(0).certificate())
        .isEqualTo(umlaut);
    assertThat(home.audit()).isInstanceOf(Audit.Sound.class);
  }

  @Test
  void whatEarlierReleasesWroteOfACompressedPointIsReadAsThatOfTheKey() throws IOException {
    TestCertificate plain = TestCertificate.of("node_a");
    Certificate compressed =
        TestCertificate.builder("node_a")
            .key(plain.keyPair())
            .compressedPoint()
            .build()
            .certificate();
    Fingerprint octets = octetsOfKey(compressed);
    Registrant model = Offer.of("node_a").registrant();
    CertificateFacts facts = model.certificate();
    CertificateFacts former =
        new CertificateFacts(
            compressed.pem(),
            compressed.fingerprint(),
            octets,
            facts.subject(),
            facts.issuer(),
            facts.serial(),
            facts.notBefore(),
            facts.notAfter(),
            facts.key(),
            facts.signatureAlgorithm());
    try (Registry registry = home.open()) {
      registry.decide(
          new Proposal("s1", new Registrant(model.party(), model.endpoint(), former), false));
    }
    List<String> lines = home.lines();
    assertThat(lines.get(0)).contains(octets.hex());
    assertThat(Files.readString(home.snapshot())).contains(octets.hex());
    assertThat(home.audit()).isInstanceOf(Audit.Sound.class);

    try (Registry registry = home.open()) {
      assertThat(registry.find(model.party()))
          .map(Entry::publicKey)
          .contains(plain.certificate().publicKeyFingerprint());
    }
    assertThat(home.lines()).isEqualTo(lines);
    assertThat(home.audit()).isInstanceOf(Audit.Sound.class);
  }

  private static Fingerprint octetsOfKey(Certificate certificate) throws IOException {
    return Fingerprint.of(
        org.bouncycastle.asn1.x509.Certificate.getInstance(certificate.der())
            .getSubjectPublicKeyInfo()
            .getEncoded("DER"));
  }
}
