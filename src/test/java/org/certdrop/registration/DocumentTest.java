package org.certdrop.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.certdrop.json.StrictJson;
import org.certdrop.x509.Fingerprint;
import org.certdrop.x509.Pem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An entry and its document. */
class DocumentTest {
  private static final Instant AT = Instant.parse("2026-11-23T10:15:00.123456Z");
  private static final Entry ENTRY =
      Entry.of(Offer.of("node_a").at("10.0.0.1:14001").registrant(), AT, "s1", Trust.NONE)
          .writtenBy(5);

  private static final SignedSidecar SIDECAR =
      new SignedSidecar(1_795_000_000_000L, Fingerprint.of(new byte[] {1}));

  @Test
  void aDocumentReadsBackAsItsEntry() throws MalformedDocumentException {
    Trust trust =
        new Trust(
            new Verified(Verified.Method.NUMBER, Optional.of("ana"), Optional.of(AT)),
            EndpointTrust.AUTHENTICATED,
            Optional.of(SIDECAR),
            Optional.of(new HoldsOurs(ENTRY.sha256(), AT)),
            Predecessors.NONE.and(SIDECAR.sha256()),
            new Superseded(List.of(ENTRY.sha256()), OptionalLong.of(7)));
    Entry trusted = ENTRY.withTrust(trust);
    Entry read = EntryJson.read(trusted.document(), 5);
    assertThat(read).isEqualTo(trusted).hasSameHashCodeAs(trusted).hasToString("entry 5 node_a");
    assertThat(read.endpointTrust()).isEqualTo(EndpointTrust.AUTHENTICATED);
    assertThat(read.sidecar()).contains(SIDECAR);
    assertThat(read.holdsOurs()).contains(new HoldsOurs(ENTRY.sha256(), AT));
    assertThat(read.rotatedFrom()).containsExactly(SIDECAR.sha256());
    assertThat(read.givenUp()).isEqualTo(trust.givenUp());
    assertThat(read.verified().by()).contains("ana");
    assertThat(read.verified().at()).contains(Instant.parse("2026-11-23T10:15:00.123Z"));
    assertThat(read.registeredAt()).isEqualTo(Instant.parse("2026-11-23T10:15:00.123Z"));
  }

  @Test
  void ofAChainThatGrowsWithoutEndTheRootAndTheLatestAreKept() {
    Predecessors chain = Predecessors.NONE;
    for (byte i = 0; i < 40; i++) {
      chain = chain.and(Fingerprint.of(new byte[] {i}));
    }

    assertThat(chain.certificates())
        .hasSize(Predecessors.MAX)
        .startsWith(Fingerprint.of(new byte[] {0}), Fingerprint.of(new byte[] {25}))
        .endsWith(Fingerprint.of(new byte[] {39}));
  }

  @Test
  void entriesDifferInWhateverTheirDocumentsDiffer() {
    assertThat(ENTRY)
        .isNotEqualTo(ENTRY.withId(6))
        .isNotEqualTo(
            Entry.of(Offer.of("node_a").at("10.0.0.1:2").registrant(), AT, "s1", Trust.NONE)
                .writtenBy(5))
        .isNotEqualTo("an entry");
    assertThat(ENTRY.stored()).isNotEqualTo(null).hasSameHashCodeAs(ENTRY.stored());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "component, `\"RESEARCHER\"`",
        "component_id, `\"node_b\"`",
        "party_id, `\"hospital\"`",
        "party_id, 7",
        "ip, `\"010.0.0.1\"`",
        "ip, `\"localhost\"`",
        "ip, `\"2001:DB8::1\"`",
        "ip, null",
        "port, null",
        "port, 65536",
        "port, 1.5",
        "port, `\"14001\"`",
        "certificate, `\"text\"`",
        "sha256, `\"AB:CD\"`",
        "public_key_sha256, null",
        "not_after, `\"tomorrow\"`",
        "registered_at, null",
        "registered_at, `\"+1000000000-12-31T23:59:59.999999999Z\"`",
        "registered_at, `\"-999999999-01-01T00:00:00Z\"`",
        "submission, null",
        "verified, null",
        "verified, {}",
        "verified, `{\"method\": \"guess\", \"by\": null, \"at\": null}`",
        "verified, `{\"method\": null, \"by\": null, \"at\": null}`",
        "endpoint, null",
        "endpoint, `\"CLAIMED\"`",
        "seq, `\"1\"`",
        "seq, 99999999999999999999",
        "seq, 7",
        "sidecar_sha256, `\"aa\"`",
        "holds_ours, `\"both\"`",
        "holds_ours, {}",
        "holds_ours, `{\"sha256\": \"aa\", \"at\": \"2026-11-23T10:15:00Z\"}`",
        "holds_ours, `{\"sha256\": null, \"at\": null}`",
        "rotated_from, null",
        "rotated_from, []",
        "rotated_from, [7]",
        "rotated_from, `[\"AB:CD\"]`",
        "given_up, null",
        "given_up, {}",
        "given_up, `{\"seq\": null}`",
        "given_up, `{\"certificates\": []}`",
        "given_up, `{\"certificates\": [\"AB:CD\"], \"seq\": 1}`",
        "given_up, `{\"seq\": 1, \"by\": \"ana\"}`",
        "remark, `\"by hand\"`"
      })
  void aDocumentThatCertdropDoesNotWriteIsRefused(String field, String value) throws Exception {
    ObjectNode document = ENTRY.document();
    document.set(field, StrictJson.mapper().readTree(value));
    assertThatThrownBy(() -> EntryJson.read(document, 5))
        .isInstanceOf(MalformedDocumentException.class);
  }

  @Test
  void aDocumentWithoutAFieldIsRefused() {
    ObjectNode document = ENTRY.document();
    document.remove("serial");
    assertThatThrownBy(() -> EntryJson.read(document, 5)).hasMessage("its \"serial\" is missing");
  }

  @Test
  void aDocumentMustBeAnObject() {
    assertThatThrownBy(() -> EntryJson.read(StrictJson.mapper().createArrayNode(), 5))
        .isInstanceOf(MalformedDocumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MIIB",
        "-----BEGIN CERTIFICATE-----\nAAAA-----END CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\r\nAAAA\r\n-----END CERTIFICATE-----\r\n",
        "-----BEGIN CERTIFICATE-----\nAA\nAA\n-----END CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\nA*==\n-----END CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\n"
            + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"
            + "-----END CERTIFICATE-----\n",
      })
  void pemOfAnotherLayoutIsRefused(String pem) {
    assertThatIllegalArgumentException().isThrownBy(() -> Pem.decode(pem));
  }

  @Test
  void factsOfAnotherCertificateAreRefused() {
    CertificateFacts facts = ENTRY.certificate();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new CertificateFacts(
                    facts.pem(),
                    Fingerprint.of(new byte[1]),
                    facts.publicKey(),
                    facts.subject(),
                    facts.issuer(),
                    facts.serial(),
                    facts.notBefore(),
                    facts.notAfter(),
                    facts.key(),
                    facts.signatureAlgorithm()));
  }

  @Test
  void hashesThatCollideFindAllCandidates() {
    CandidateIndex index = new CandidateIndex();
    index.add(1, "a");
    index.add(1, "b");
    assertThat(index.find(1)).containsExactlyInAnyOrder("a", "b");
    index.remove(1, "a");
    index.remove(2, "a");
    assertThat(index.find(1)).containsExactly("b");
    index.remove(1, "b");
    assertThat(index.find(1)).isEmpty();
  }
}
