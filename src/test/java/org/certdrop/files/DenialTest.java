package org.certdrop.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.certdrop.disk.Disk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DenialTest {
  private static final String US = Owner.us().name();

  @TempDir Path directory;
  private final Disk disk = new Disk(operation -> Disk.Fate.DONE);
  private Path file;

  @BeforeEach
  void makeFile() throws IOException {
    Files.createDirectory(directory.resolve("outer"));
    Files.createDirectory(
        directory.resolve("outer/private"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    file = disk.see(Files.createFile(directory.resolve("outer/private/clinic.pem")));
  }

  @Test
  void theFolderThatKeepsThisUserOutIsNamedAndNoUserToBecome() {
    disk.shut("private");
    disk.give("private", "mallory");

    assertThat(Denial.ofNamed(file))
        .isEqualTo(
            "The user %1$s may not reach %2$s/clinic.pem, for this user may not enter the folder"
                + " %2$s, mode 0700, of the user mallory. Name a file in a folder that this user may"
                + " enter, such as /tmp: a copy, if it is to be read.",
            US, directory.resolve("outer/private"));
  }

  @Test
  void aFileThatMayNotBeReadIsNotCalledOneToWrite() throws Exception {
    Files.setPosixFilePermissions(
        directory.resolve("outer/private/clinic.pem"),
        PosixFilePermissions.fromString("-wx------"));
    disk.shut("clinic.pem");

    assertThat(Denial.ofNamed(file))
        .isEqualTo(
            "The user %s may not read %s, mode 0300. Name a copy that this user may read.",
            US, file);
  }

  @Test
  void aFileThatMayBeReadIsToBeWritten() {
    assertThat(Denial.ofNamed(file))
        .isEqualTo(
            "The user "
                + US
                + " may not write "
                + file
                + ". Name a file that this user may write.");
  }

  @Test
  void theUserToBecomeIsNamedForAFolderThatIsShut() {
    disk.shut("private");
    disk.give("private", "mallory");
    disk.give("outer", "mallory");

    assertThat(Denial.advice(file))
        .isEqualTo(
            "The folder %s, mode 0700, belongs to the user mallory, and this is %s. Type the same as"
                + " that user, with sudo -u mallory before it.",
            directory.resolve("outer/private"), US);
  }
}
