package org.certdrop.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.certdrop.registration.Fold;
import org.certdrop.registration.Offer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalReaderTest {
  @TempDir Path folder;

  /** A file of which the reader sees the rest only after it has come to the end once. */
  private static final class GrowingFile extends JournalFile {
    private final long first;
    private boolean grown;

    GrowingFile(Path path, FileChannel channel, long first) throws IOException {
      super(path, channel);
      this.first = first;
    }

    @Override
    int read(ByteBuffer into, long position) throws IOException {
      if (!grown && position >= first) {
        grown = true;
        return -1;
      }
      if (!grown) {
        into.limit((int) Math.min(into.limit(), into.position() + first - position));
      }
      return super.read(into, position);
    }
  }

  @Test
  void aLineWhoseEndComesWhileItIsReadIsNotTakenForDamage() throws IOException {
    Home home = new Home(folder);
    try (Registry registry = home.open()) {
      for (String party : List.of("node_a", "node_b", "node_c")) {
        registry.decide(Offer.of(party).by(party));
      }
    }
    Path journal = home.var().resolve("journal.jsonl");
    long all = Files.size(journal);
    for (long missing : new long[] {1, 10, 500}) {
      try (FileChannel channel = FileChannel.open(journal, StandardOpenOption.READ);
          JournalFile file = new GrowingFile(journal, channel, all - missing)) {
        Fold fold = new Fold();
        JournalReader.Reading reading =
            new JournalReader(new LineScanner(file, 0), fold).read(0, (line, now) -> {});

        assertThat(reading.problem()).isEmpty();
        assertThat(fold.seq()).isEqualTo(2);
        assertThat(reading.tornBytes()).isPositive();
      }
    }
  }
}
