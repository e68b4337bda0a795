package org.certdrop.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.certdrop.party.PartyId;
import org.certdrop.registration.ConfirmationRequest;
import org.certdrop.registration.Conflict;
import org.certdrop.registration.EndpointTrust;
import org.certdrop.registration.Entry;
import org.certdrop.registration.FirstContact;
import org.certdrop.registration.Offer;
import org.certdrop.registration.Proposal;
import org.certdrop.registration.Superseded;
import org.certdrop.registration.Trust;
import org.certdrop.x509.Fingerprint;
import org.junit.jupiter.api.Test;

/** What a person's word has put aside, no older signed statement brings back. */
class SupersededTest extends OpenRegistry {
  private static final PartyId ID = new PartyId("node_a");
  private static final Offer A = Offer.of("node_a");
  private static final Offer NEXT = A.key("next key");
  private static final Offer THIRD = A.key("third key");

  private Entry acceptedEntry(Proposal proposal) throws IOException {
    return accepted(proposal).entry();
  }

  /** The party rotated, and the operator went back. */
  private Entry wentBack() throws IOException {
    acceptedEntry(A.signedBy("s1", 5, ""));
    acceptedEntry(NEXT.rotationBy("s2", 7, A));
    return acceptedEntry(A.upsertBy("s3"));
  }

  @Test
  void anOldRotationToWhatWasGivenUpDoesNotCount() throws IOException {
    Entry entry = wentBack();

    assertThat(conflicts(NEXT.rotationBy("s4", 7, A)))
        .contains(new Conflict.KeyChange(entry, Optional.of(Conflict.Past.HELD)));
    assertThat(registry.find(ID)).contains(entry);
  }

  @Test
  void aNewRotationToWhatWasGivenUpTakesAPersonsWord() throws IOException {
    Entry entry = wentBack();

    assertThat(conflicts(NEXT.rotationBy("s4", 9, A)))
        .containsExactly(new Conflict.KeyChange(entry));
    assertThat(acceptedEntry(NEXT.upsertBy("s5")).givenUp())
        .isEqualTo(new Superseded(List.of(A.sha256()), OptionalLong.of(7)));
  }

  @Test
  void anotherOldRotationThatNeverCameIsReplayed() throws IOException {
    wentBack();

    assertThat(conflicts(THIRD.rotationBy("s4", 6, A)))
        .containsExactly(new Conflict.ReplayedSidecar(7, 6));
    assertThat(acceptedEntry(THIRD.rotationBy("s5", 8, A)).sha256()).isEqualTo(THIRD.sha256());
  }

  @Test
  void whatASiteSignedBeforeWithAKeyThatNeverCameIsOlder() throws IOException {
    Entry entry = wentBack();

    assertThat(conflicts(THIRD.rotationBy("s4", 6, NEXT)))
        .containsExactly(new Conflict.KeyChange(entry, Optional.of(Conflict.Past.OLDER)));
    assertThat(conflicts(THIRD.rotationBy("s5", 8, NEXT)))
        .containsExactly(new Conflict.KeyChange(entry));
    assertThat(conflicts(THIRD.by("s6"))).containsExactly(new Conflict.KeyChange(entry));
  }

  @Test
  void theFormerKeyOfAPartyThatCameBackWithANewOneIsKnown() throws IOException {
    acceptedEntry(A.signedBy("s1", 5, ""));
    registry.remove(ID);
    Entry entry = acceptedEntry(NEXT.upsertBy("s2"));

    assertThat(conflicts(A.signedBy("s3", 5, "")))
        .containsExactly(new Conflict.KeyChange(entry, Optional.of(Conflict.Past.HELD)));
    assertThat(conflicts(A.by("s4")))
        .containsExactly(new Conflict.KeyChange(entry, Optional.of(Conflict.Past.HELD)));
  }

  @Test
  void whatARemovedPartyHadLeftBehindBeforeIsKnown() throws IOException {
    acceptedEntry(A.signedBy("s1", 5, ""));
    acceptedEntry(NEXT.rotationBy("s2", 7, A));
    registry.remove(ID);
    Entry entry = registry.view().removed(ID).orElseThrow();

    assertThat(conflicts(A.signedBy("s3", 5, "")))
        .containsExactly(new Conflict.KeyChange(entry, Optional.of(Conflict.Past.HELD)));
  }

  @Test
  void anOldAddressIsReplayed() throws IOException {
    wentBack();

    assertThat(conflicts(A.at("10.0.0.66:1").signedBy("s4", 6, "")))
        .containsExactly(new Conflict.ReplayedSidecar(7, 6));
    assertThat(acceptedEntry(A.signedBy("s5", 8, "")).endpointTrust())
        .isEqualTo(EndpointTrust.AUTHENTICATED);
  }

  @Test
  void theMarkSurvivesAReopeningAndGoesWithTheParty() throws IOException {
    wentBack();
    registry.confirm(new ConfirmationRequest(ID, A.sha256(), BY_NUMBER, false, Optional.empty()));
    registry.close();
    registry = home().open();
    Superseded mark = new Superseded(List.of(NEXT.sha256()), OptionalLong.of(7));
    assertThat(registry.find(ID)).map(Entry::givenUp).contains(mark);
    assertThat(home().audit()).isInstanceOf(Audit.Sound.class);

    acceptedEntry(THIRD.rotationBy("s4", 8, A));
    assertThat(registry.find(ID)).map(Entry::givenUp).contains(mark);
    Offer later = THIRD.certificate("second").notAfter("2028-11-23T03:41:35Z");
    assertThat(acceptedEntry(later.by("s5")).givenUp()).isEqualTo(mark);
    assertThat(conflicts(NEXT.rotationBy("s6", 9, later))).hasSize(1);
  }

  @Test
  void theMarkOutlivesARemoval() throws IOException {
    wentBack();
    registry.remove(ID);
    Entry entry = acceptedEntry(A.upsertBy("s4"));

    assertThat(conflicts(NEXT.rotationBy("s5", 9, A)))
        .containsExactly(new Conflict.KeyChange(entry));
  }

  @Test
  void aPartyThatComesBackAfterARemovalWithAFormerKeyHasGivenUpTheLaterOne() throws IOException {
    acceptedEntry(A.signedBy("s1", 5, ""));
    acceptedEntry(NEXT.rotationBy("s2", 7, A));
    registry.remove(ID);
    Entry entry = acceptedEntry(A.upsertBy("s3"));

    assertThat(conflicts(NEXT.rotationBy("s4", 7, A)))
        .contains(new Conflict.KeyChange(entry, Optional.of(Conflict.Past.HELD)));
  }

  @Test
  void whatAConfirmationPutsAsideIsGivenUpToo() throws IOException {
    registry.close();
    registry = home().open(FirstContact.CONFIRM);
    acceptedEntry(A.signedBy("s1", 5, ""));
    acceptedEntry(NEXT.signedBy("s2", 6, ""));
    registry.confirm(new ConfirmationRequest(ID, A.sha256(), BY_NUMBER, false, Optional.empty()));
    registry.confirm(
        new ConfirmationRequest(ID, NEXT.sha256(), BY_NUMBER, false, Optional.empty()));

    assertThat(registry.find(ID))
        .map(Entry::givenUp)
        .contains(new Superseded(List.of(A.sha256()), OptionalLong.of(5)));
    assertThat(conflicts(A.rotationBy("s3", 9, NEXT))).hasSize(1);
  }

  @Test
  void aLaterCertificateOfTheSameKeyDoesNotComeBackEither() throws IOException {
    Offer later = A.certificate("second").notAfter("2028-11-23T03:41:35Z");
    acceptedEntry(A.by("s1"));
    acceptedEntry(later.by("s2"));
    Entry entry = acceptedEntry(A.upsertBy("s3"));

    assertThat(conflicts(later.by("s4"))).containsExactly(new Conflict.Abandoned(entry));
    assertThat(acceptedEntry(later.upsertBy("s5")).givenUp().contain(later.sha256())).isFalse();
  }

  @Test
  void whatWaitsAndIsGivenUpWaitsNoMore() throws IOException {
    Offer later = A.certificate("second").notAfter("2028-11-23T03:41:35Z");
    acceptedEntry(A.by("s1"));
    acceptedEntry(later.by("s2"));
    registry.confirm(
        new ConfirmationRequest(ID, later.sha256(), BY_NUMBER, false, Optional.empty()));
    acceptedEntry(later.at("10.0.0.66:1").by("s3"));
    assertThat(registry.view().pending()).hasSize(1);

    acceptedEntry(A.upsertBy("s4"));

    assertThat(registry.view().pending()).isEmpty();
  }

  @Test
  void withoutAPersonsWordThereIsNoMark() throws IOException {
    acceptedEntry(A.signedBy("s1", 5, ""));
    acceptedEntry(NEXT.rotationBy("s2", 6, A));
    acceptedEntry(NEXT.certificate("second").notAfter("2028-11-23T03:41:35Z").by("s3"));

    assertThat(registry.find(ID)).map(Entry::givenUp).contains(Superseded.NOTHING);
    assertThat(home().lines()).noneMatch(line -> line.contains("given_up"));
  }

  @Test
  void noMoreThanTheLatestAreKept() {
    List<Fingerprint> many =
        IntStream.range(0, Superseded.MAX)
            .mapToObj(number -> Fingerprint.of(new byte[] {(byte) number}))
            .toList();
    Trust trust = Trust.NONE.withGivenUp(new Superseded(many, OptionalLong.of(3)));

    Superseded mark = Superseded.with(Entry.of(A.registrant(), Instant.EPOCH, "s", trust));

    assertThat(mark.certificates()).hasSize(Superseded.MAX).endsWith(A.sha256());
    assertThat(mark.certificates()).doesNotContain(many.get(0));
    assertThat(mark.seq()).hasValue(3);
  }
}
