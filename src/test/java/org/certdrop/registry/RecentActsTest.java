package org.certdrop.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Backing;
import org.certdrop.registration.ConfirmationRequest;
import org.certdrop.registration.JournalEvent;
import org.certdrop.registration.JournalLine;
import org.certdrop.registration.Offer;
import org.certdrop.registration.Proposal;
import org.junit.jupiter.api.Test;

/** What people did is told from what certdrop did by itself. */
class RecentActsTest extends OpenRegistry {
  private static final int MOST = 10;

  private void propose(Offer offer, String submission) throws IOException {
    accepted(new Proposal(submission, offer.registrant(), Backing.DROP));
  }

  private void confirm(Offer offer) throws IOException {
    registry.confirm(
        new ConfirmationRequest(
            new PartyId(offer.party()), offer.sha256(), BY_NUMBER, false, Optional.empty()));
  }

  @Test
  void areNoneWhereThereIsNoJournal() throws IOException {
    assertThat(RecentActs.in(RegistryStore.of(folder.resolve("absent")), MOST)).isEmpty();
  }

  @Test
  void areWhatWasTypedNewestFirst() throws IOException {
    propose(Offer.of("node_a"), "20261123T101500.123Z-dropped");
    propose(Offer.of("node_b"), "cli-20261123T101500.123Z-typed-1");
    confirm(Offer.of("node_a"));
    registry.remove(new PartyId("node_b"), Optional.of("Ana Garc\u00eda"));

    assertThat(RecentActs.in(RegistryStore.of(folder), MOST))
        .extracting(JournalLine::actor)
        .containsExactly(Optional.of("Ana Garc\u00eda"), Optional.of("ana"), Optional.empty());
    assertThat(RecentActs.in(RegistryStore.of(folder), MOST))
        .extracting(JournalLine::event)
        .containsExactly(JournalEvent.REMOVED, JournalEvent.CONFIRMED, JournalEvent.REGISTERED);
    assertThat(RecentActs.in(RegistryStore.of(folder), 1))
        .extracting(JournalLine::event)
        .containsExactly(JournalEvent.REMOVED);
  }

  @Test
  void areFoundAtTheEndOfALongJournal() throws IOException {
    confirmFirst();
    for (int i = 0; i < 400; i++) {
      propose(Offer.of("node_" + i), "dropped-" + i);
    }
    assertThat(Files.size(folder.resolve("journal.jsonl"))).isGreaterThan(2L << 17);
    assertThat(RecentActs.in(RegistryStore.of(folder), MOST)).isEmpty();

    confirm(Offer.of("node_399"));
    assertThat(RecentActs.in(RegistryStore.of(folder), MOST))
        .extracting(JournalLine::party)
        .containsExactly(new PartyId("node_399"));
  }

  private void confirmFirst() throws IOException {
    propose(Offer.of("node_first"), "dropped");
    confirm(Offer.of("node_first"));
  }

  @Test
  void aTornLineAndOneThatDoesNotFitHideNoOther() throws IOException {
    confirmFirst();
    Path journal = folder.resolve("journal.jsonl");
    append(journal, "no JSON\n");
    append(journal, "{\"seq\":");

    assertThat(RecentActs.in(RegistryStore.of(folder), MOST)).hasSize(1);
  }

  private static void append(Path journal, String text) throws IOException {
    Files.write(journal, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
  }
}
