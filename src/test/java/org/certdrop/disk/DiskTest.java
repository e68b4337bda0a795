package org.certdrop.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.certdrop.disk.Disk.Fate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a power cut takes from a {@link Disk}, and what it leaves. */
class DiskTest {
  private static final int MOST_FILES = 2_000;

  @TempDir Path real;
  private final Disk disk =
      new Disk(operation -> operation.name().equals("end") ? Fate.POWER_CUT : Fate.DONE);
  private Path seen;

  @BeforeEach
  void see() {
    seen = disk.see(real);
  }

  private void write(String name, boolean durably) throws IOException {
    try (FileChannel file =
        FileChannel.open(seen.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(name.getBytes()));
      if (durably) {
        file.force(true);
      }
    }
  }

  private void cutThePower() {
    assertThatThrownBy(() -> Files.createDirectory(seen.resolve("end")))
        .isInstanceOf(Disk.Killed.class);
  }

  private Object number(String name) throws IOException {
    return Files.readAttributes(real.resolve(name), BasicFileAttributes.class).fileKey();
  }

  /** Another program's files, until one has the number. */
  private String withNumber(Object number) throws IOException {
    for (int i = 0; i < MOST_FILES; i++) {
      Files.writeString(real.resolve("other-" + i), "of another program");
      if (number("other-" + i).equals(number)) {
        return "other-" + i;
      }
    }
    assumeTrue(false, "this file system gives no number a second time");
    return "";
  }

  @Test
  void aPowerCutTakesWhatWasNotForced() throws IOException {
    write("forced", true);
    write("hoped-for", false);
    cutThePower();
    assertThat(real.resolve("forced")).hasContent("forced");
    assertThat(real.resolve("hoped-for")).hasContent("");
  }

  @Test
  void aPowerCutTakesWhatWasNotForcedUnderItsOtherNameToo() throws IOException {
    write("one", false);
    Files.createLink(seen.resolve("two"), seen.resolve("one"));
    Files.delete(seen.resolve("one"));
    cutThePower();
    assertThat(real.resolve("two")).hasContent("");
  }

  @Test
  void aPowerCutTakesNothingFromAFileThatGotTheNumberOfADeletedOne() throws IOException {
    write("probe", false);
    Object number = number("probe");
    Files.delete(seen.resolve("probe"));
    String other = withNumber(number);
    cutThePower();
    assertThat(real.resolve(other)).hasContent("of another program");
  }

  @Test
  void aPowerCutTakesNothingFromAFileThatGotTheNumberOfAReplacedOne() throws IOException {
    write("old", false);
    write("new", true);
    Object number = number("old");
    Files.move(
        seen.resolve("new"),
        seen.resolve("old"),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.ATOMIC_MOVE);
    String other = withNumber(number);
    cutThePower();
    assertThat(real.resolve(other)).hasContent("of another program");
    assertThat(real.resolve("old")).hasContent("new");
  }
}
