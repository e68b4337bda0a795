package org.certdrop.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Entry;
import org.certdrop.registration.Fold;
import org.certdrop.registration.JournalEvent;
import org.certdrop.registration.JournalLine;
import org.certdrop.registration.MalformedDocumentException;
import org.certdrop.registration.Offer;
import org.certdrop.registration.Trust;
import org.certdrop.x509.Fingerprint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines whose chain is right and which say what cannot have happened. */
class FoldTest {
  private static final PartyId A = new PartyId("node_a");
  private final Fold fold = new Fold();

  private void apply(JournalEvent event) throws MalformedDocumentException {
    Entry entry =
        Entry.of(Offer.of("node_a").registrant(), Instant.EPOCH, "s", Trust.NONE)
            .writtenBy(fold.seq() + 1);
    JournalLine line =
        new JournalLine(
            fold.seq() + 1,
            Instant.EPOCH,
            event,
            A,
            entry.sha256(),
            event.holdsEntry() ? Optional.of(entry) : Optional.empty(),
            Optional.empty(),
            fold.head());
    fold.apply(line, Fingerprint.of(line.encode()));
  }

  @Test
  void nothingIsReplacedThatIsNotThere() {
    assertThatThrownBy(() -> apply(JournalEvent.REPLACED)).hasMessageContaining("has none");
  }

  @Test
  void nothingIsRegisteredTwice() throws MalformedDocumentException {
    apply(JournalEvent.REGISTERED);
    assertThatThrownBy(() -> apply(JournalEvent.REGISTERED)).hasMessageContaining("already");
    assertThat(fold.seq()).isEqualTo(1);
  }

  @Test
  void nothingIsRemovedThatIsNotThere() {
    assertThatThrownBy(() -> apply(JournalEvent.REMOVED)).hasMessageContaining("not there");
  }

  @Test
  void nothingIsRejectedThatDoesNotWait() {
    assertThatThrownBy(() -> apply(JournalEvent.REJECTED)).hasMessageContaining("not there");
  }

  @Test
  void aRejectedEntryWaitsNoMore() throws MalformedDocumentException {
    apply(JournalEvent.PENDING);
    apply(JournalEvent.REJECTED);
    assertThat(fold.view().pending()).isEmpty();
    assertThat(fold.parties().all()).isEmpty();
  }

  @Test
  void aLineLongerThanAnyThatCertdropWritesIsDamage(@TempDir Path folder) throws IOException {
    Home home = new Home(folder);
    Files.write(home.journal(), new byte[RawLine.MAX_LENGTH + 1]);
    assertThatThrownBy(home::open).hasMessageContaining("line 1: the line does not fit");
  }
}
