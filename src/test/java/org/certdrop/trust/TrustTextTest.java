package org.certdrop.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import org.certdrop.party.Endpoint;
import org.certdrop.party.IpAddress;
import org.certdrop.party.PartyId;
import org.certdrop.registration.AdmissionPolicy;
import org.certdrop.registration.CertificateFacts;
import org.certdrop.registration.ConfirmationRequest;
import org.certdrop.registration.Entry;
import org.certdrop.registration.FirstContact;
import org.certdrop.registration.Proposal;
import org.certdrop.registration.Registrant;
import org.certdrop.registration.RotationPolicy;
import org.certdrop.registration.SignedSidecar;
import org.certdrop.registration.Verified;
import org.certdrop.registry.Registry;
import org.certdrop.x509.Fingerprint;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustTextTest {
  private static final PartyId A = new PartyId("node_a");
  private static final Optional<Endpoint> HERE = at("10.9.0.1");
  private static final Optional<Endpoint> THERE = at("10.9.0.2");
  private static final Optional<Endpoint> NOWHERE = Optional.empty();

  @TempDir Path folder;
  private final TestCertificate first = TestCertificate.of("node_a");
  private final TestCertificate second = TestCertificate.of("node_a");
  private Registry registry;

  @AfterEach
  void close() {
    registry.close();
  }

  private void open(RotationPolicy rotation) throws IOException {
    registry =
        Registry.open(
            folder,
            new PartyId("researcher_us"),
            () -> new AdmissionPolicy(FirstContact.REGISTER, rotation),
            Clock.fixed(TestCertificate.NOW, ZoneOffset.UTC));
  }

  private static Optional<Endpoint> at(String ip) {
    return Optional.of(
        new Endpoint(
            IpAddress.parse(ip).orElseThrow(bad -> new IllegalArgumentException(bad.problem())),
            14001));
  }

  private void offer(TestCertificate certificate, Optional<Endpoint> endpoint) throws IOException {
    decide(new Registrant(A, endpoint, CertificateFacts.of(certificate.certificate())));
  }

  private void offerSigned(TestCertificate certificate, long seq, Optional<Fingerprint> vouchedFor)
      throws IOException {
    SignedSidecar sidecar = new SignedSidecar(seq, Fingerprint.of(new byte[] {(byte) seq}));
    decide(
        new Registrant(
            A,
            HERE,
            CertificateFacts.of(certificate.certificate()),
            Optional.of(sidecar),
            vouchedFor));
  }

  private void decide(Registrant registrant) throws IOException {
    registry.decide(new Proposal("s" + registry.view().seq(), registrant, false));
  }

  private void confirm(TestCertificate certificate, Verified.Method method) throws IOException {
    registry.confirm(
        new ConfirmationRequest(
            A,
            certificate.certificate().fingerprint(),
            new Verified(method, Optional.of("a\u001bna"), Optional.of(TestCertificate.NOW)),
            false,
            Optional.empty()));
  }

  private Entry active() {
    return registry.find(A).orElseThrow();
  }

  private String verified() {
    return TrustText.ofActive(active()).get(0);
  }

  private String reason() {
    return TrustText.reason(registry.view().pending(A).get(0), registry.view());
  }

  @Test
  void saysThatNobodyComparedAnythingAndWhatToType() throws IOException {
    open(RotationPolicy.AUTO);
    offer(first, HERE);

    assertThat(TrustText.ofActive(active()))
        .containsExactly(
            "Nobody has compared this certificate with the party's own yet:"
                + " ./certdrop number node_a",
            "The address 10.9.0.1:14001 is only claimed: no key signed it.");
    assertThat(Labels.verified(active().verified())).isEqualTo("no");
  }

  @Test
  void saysOfASecondResearcherThatAnotherOneIsHereAndWhatToType() throws IOException {
    registry =
        Registry.open(
            folder,
            new PartyId("node_us"),
            () -> new AdmissionPolicy(FirstContact.REGISTER, RotationPolicy.AUTO, true),
            Clock.fixed(TestCertificate.NOW, ZoneOffset.UTC));
    for (String id : new String[] {"node_a", "researcher_r", "researcher_s"}) {
      decide(
          new Registrant(
              new PartyId(id), NOWHERE, CertificateFacts.of(TestCertificate.of(id).certificate())));
    }
    Entry waiting = registry.view().pending().iterator().next();

    assertThat(TrustText.reason(waiting, registry.view()))
        .isEqualTo(
            "the party is new here, beside the researcher researcher_r: at a node of a star, confirm"
                + " it with --replace.");
  }

  @Test
  void saysWhoComparedWhatAndWhen() throws IOException {
    open(RotationPolicy.AUTO);
    offer(first, HERE);

    confirm(first, Verified.Method.NUMBER);
    assertThat(verified())
        .isEqualTo("a\\u001bna compared its number with the party on 2026-11-23T00:00:00Z.");
    confirm(first, Verified.Method.FINGERPRINT);
    assertThat(verified())
        .isEqualTo("a\\u001bna compared its fingerprint with the party on 2026-11-23T00:00:00Z.");
  }

  @Test
  void saysWhoStandsAtTheRootOfAChain() throws IOException {
    open(RotationPolicy.AUTO);
    offerSigned(first, 5, Optional.empty());
    confirm(first, Verified.Method.NUMBER);
    offerSigned(second, 6, Optional.of(first.certificate().fingerprint()));

    assertThat(verified())
        .isEqualTo(
            "a\\u001bna compared an earlier certificate of the party on 2026-11-23T00:00:00Z;"
                + " from then on each key signed for the next one.");
    assertThat(Labels.verified(active().verified()))
        .isEqualTo("by the key before, a\u001bna, 2026-11-23");
  }

  @Test
  void saysWhetherTheAddressIsSigned() throws IOException {
    open(RotationPolicy.AUTO);
    offerSigned(first, 5, Optional.empty());

    assertThat(TrustText.endpoint(active()))
        .isEqualTo("The party's own key signed the address 10.9.0.1:14001.");
    assertThat(Labels.endpoint(active())).isEqualTo("10.9.0.1:14001 (signed)");
  }

  @Test
  void saysThatThereIsNoAddress() throws IOException {
    open(RotationPolicy.AUTO);
    offer(first, NOWHERE);

    assertThat(TrustText.endpoint(active())).isEqualTo("It gave no address.");
    assertThat(Labels.endpoint(active())).isEqualTo("-");
  }

  @Test
  void saysThatAVerifiedPartyIsSaidToHaveMoved() throws IOException {
    open(RotationPolicy.AUTO);
    offer(first, HERE);
    confirm(first, Verified.Method.NUMBER);
    offer(first, THERE);

    assertThat(reason()).startsWith("the party is said to have moved");
  }

  @Test
  void saysThatARotationWaits() throws IOException {
    open(RotationPolicy.CONFIRM);
    offerSigned(first, 5, Optional.empty());
    offerSigned(second, 6, Optional.of(first.certificate().fingerprint()));

    assertThat(reason())
        .isEqualTo("it has a new key, and the registered key signed that it takes its place.");
  }

  @Test
  void saysThatAWaitingKeyNoLongerFollowsFromTheRegisteredOne() throws IOException {
    TestCertificate third = TestCertificate.of("node_a");
    open(RotationPolicy.CONFIRM);
    offerSigned(first, 5, Optional.empty());
    offerSigned(second, 6, Optional.of(first.certificate().fingerprint()));
    offerSigned(third, 6, Optional.of(first.certificate().fingerprint()));
    confirm(third, Verified.Method.NUMBER);

    assertThat(reason())
        .isEqualTo("it has another key than the certificate that is registered now.");
  }

  @Test
  void saysThatARenewedCertificateWaits() throws IOException {
    open(RotationPolicy.AUTO);
    TestCertificate renewed =
        TestCertificate.builder("node_a")
            .key(first.keyPair())
            .notAfter(first.certificate().notAfter().plusSeconds(1))
            .build();
    offer(first, HERE);
    confirm(first, Verified.Method.NUMBER);
    offer(renewed, THERE);

    assertThat(reason()).isEqualTo("it is another certificate of the registered key.");
  }

  @Test
  void saysThatAnAddressThatWaitsTakesAWordOfItsOwn() throws IOException {
    open(RotationPolicy.AUTO);
    offer(first, HERE);
    confirm(first, Verified.Method.NUMBER);
    offer(first, THERE);
    Entry waiting = registry.view().pending(A).get(0);

    assertThat(TrustText.ofPending(waiting, registry.view()))
        .anyMatch(line -> line.endsWith("./certdrop confirm node_a NUMBER --address IP:PORT"));
    assertThat(TrustText.confirmation(waiting, Optional.empty()))
        .isEqualTo("confirm node_a NUMBER");
  }
}
