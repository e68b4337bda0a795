package org.certdrop.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.certdrop.disk.Disk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnerTest {
  private static final String MOVE = "move it away, and change neither its owner nor its mode";
  private static final int SHARED = 0770;
  private static final int STICKY = 01770;

  @TempDir Path directory;

  /** What is said of a file of mallory's, two folders deep. */
  private String advice(int outer, String... alsoHis) throws IOException {
    Path folder = Files.createDirectories(directory.resolve("outer/inner"));
    Files.createFile(folder.resolve("file"));
    Files.setAttribute(folder.getParent(), "unix:mode", outer);
    Files.setAttribute(folder, "unix:mode", 0700);
    Disk disk = new Disk(operation -> Disk.Fate.DONE);
    disk.give("file", "mallory");
    for (String name : alsoHis) {
      disk.give(name, "mallory");
    }
    return Denial.advice(disk.see(folder.resolve("file")));
  }

  @Test
  void whereNobodyElseWritesTheOwnerIsAsked() throws Exception {
    assertThat(advice(0750, "inner"))
        .startsWith("It belongs to the user mallory, and this is ")
        .contains("sudo -u mallory")
        .doesNotContain(MOVE);
  }

  @Test
  void whatAnothersCommandMadeInOurFolderIsHandedToUs() throws Exception {
    assertThat(advice(0750))
        .isEqualTo(
            "It belongs to the user mallory, and this is %1$s. Its folder belongs to %1$s. Let root"
                + " type: chown %1$s '%2$s/outer/inner/file'",
            System.getProperty("user.name"), directory);
  }

  @ParameterizedTest
  @ValueSource(ints = {SHARED, 0702})
  void whereOthersWriteNobodyIsToldToChangeOwnerOrMode(int mode) throws Exception {
    assertThat(advice(mode)).contains(MOVE).doesNotContain("sudo").doesNotContain("access");
  }

  @Test
  void aStickyFolderKeepsWhatIsOurs() throws Exception {
    assertThat(advice(STICKY)).doesNotContain(MOVE);
  }

  @Test
  void aStickyFolderLeavesToOthersWhatIsTheirs() throws Exception {
    assertThat(advice(STICKY, "inner")).contains(MOVE);
  }

  @Test
  void aUserWithoutANameIsCalledByNumberAsTheOwnerOfFilesIs() throws Exception {
    Path ours = Files.createFile(directory.resolve("ours"));

    assertThat(Owner.account("?")).isEqualTo(Files.getAttribute(ours, "unix:uid").toString());
    assertThat(Owner.account("ana")).isEqualTo("ana");
  }
}
