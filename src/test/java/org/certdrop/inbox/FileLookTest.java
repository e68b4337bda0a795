package org.certdrop.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.certdrop.files.FileLook;
import org.certdrop.submission.Drop;
import org.certdrop.submission.Pairing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLookTest {
  private static final FileTime NOON = FileTime.from(Instant.parse("2026-11-23T12:00:00Z"));
  private static final FileTime LATER = FileTime.from(NOON.toInstant().plusNanos(1));
  private static final FileLook LOOK = new FileLook(true, 7, NOON, Optional.of(NOON), 1);

  @TempDir Path directory;

  @Test
  void sizeKindAndEitherTimeTellOfAChange() {
    assertThat(new FileLook(true, 7, NOON, Optional.of(NOON), 1).isUnchangedSince(LOOK)).isTrue();
    assertThat(
            List.of(
                new FileLook(false, 7, NOON, Optional.of(NOON), 1),
                new FileLook(true, 8, NOON, Optional.of(NOON), 1),
                new FileLook(true, 7, LATER, Optional.of(NOON), 1),
                new FileLook(true, 7, NOON, Optional.of(LATER), 1)))
        .noneMatch(look -> look.isUnchangedSince(LOOK));
  }

  @Test
  void theInodeNumberCountsOnlyWhereThereIsNoChangeTime() {
    assertThat(new FileLook(true, 7, NOON, Optional.of(NOON), 2).isUnchangedSince(LOOK)).isTrue();
    FileLook without = new FileLook(true, 7, NOON, Optional.empty(), 1);
    assertThat(new FileLook(true, 7, NOON, Optional.empty(), 1).isUnchangedSince(without)).isTrue();
    assertThat(new FileLook(true, 7, NOON, Optional.empty(), 2).isUnchangedSince(without))
        .isFalse();
  }

  @Test
  void aTimeAfter2262IsTold() {
    FileTime far = FileTime.from(Instant.parse("2400-01-01T00:00:00Z"));
    FileTime further = FileTime.from(Instant.parse("2400-01-01T00:00:01Z"));
    FileLook look = new FileLook(true, 7, far, Optional.of(NOON), 1);
    assertThat(new FileLook(true, 7, further, Optional.of(NOON), 1).isUnchangedSince(look))
        .isFalse();
  }

  @Test
  void aFileOfTheSameSizeAndTimeInThePlaceOfAnotherIsAChange() throws Exception {
    Path file = Files.writeString(directory.resolve("a.pem"), "old");
    Files.setLastModifiedTime(file, NOON);
    FileLook look = FileLook.of(file, LinkOption.NOFOLLOW_LINKS);
    assertThat(FileLook.of(file, LinkOption.NOFOLLOW_LINKS).isUnchangedSince(look)).isTrue();
    FileTime changed = look.changed().orElseThrow();
    while (look.changed().orElseThrow().equals(changed)) {
      Path other = Files.writeString(directory.resolve("b"), "new");
      Files.setLastModifiedTime(other, NOON);
      changed = FileLook.of(other).changed().orElseThrow();
      if (!look.changed().orElseThrow().equals(changed)) {
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    assertThat(FileLook.of(file, LinkOption.NOFOLLOW_LINKS).isUnchangedSince(look)).isFalse();
  }

  /** An incomplete file and a text, on a mount that numbers its files otherwise at every look. */
  @Test
  void theSettleTimePassesThoughTheInodeNumberChanges() throws Exception {
    Files.writeString(directory.resolve("a.pem"), "-----BEGIN CERTIFICATE-----");
    AtomicLong nanos = new AtomicLong();
    Duration settle = Duration.ofSeconds(3);
    WatchedFiles candidates =
        new WatchedFiles(
            directory,
            settle,
            Duration.ofDays(1),
            Clock.systemUTC(),
            nanos::get,
            () -> false,
            ReadAhead.none());
    Drop drop = Pairing.of(List.of("a.pem")).get(0);
    for (int second = 0; second <= settle.toSeconds(); second++) {
      FileLook look = new FileLook(true, 27, NOON, Optional.of(NOON), second);
      candidates.look(Map.of("a.pem", look));
      assertThat(candidates.areAtRest(drop)).isEqualTo(second == settle.toSeconds());
      nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    }
  }
}
