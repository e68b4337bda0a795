package org.certdrop.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.certdrop.fuzz.Fuzz;
import org.certdrop.fuzz.Mutations;
import org.certdrop.proof.Proof;
import org.certdrop.text.Parsed;
import org.junit.jupiter.api.Test;

/** Whatever an archive says, what comes out of it keeps SPEC section 3. */
@Proof
class ArchiveFuzzTest {
  private static final List<byte[]> SEEDS =
      List.of(
          new TestArchive().with("a.pem", "-----BEGIN").with("a.json", "{}").bytes(),
          new TestArchive()
              .with("folder/", "")
              .with("folder/a.pem", "x".repeat(500))
              .with("__MACOSX/._a.pem", "")
              .with("folder/a.docx", "y")
              .bytes());

  private static final List<String> WORDS =
      List.of("PK\u0001\u0002", "PK\u0003\u0004", "PK\u0005\u0006", "../", "/", "\\", "\0", ".pem");

  @Test
  void anArchiveIsUnpackedToSafeNamesAndBoundedFiles() {
    Fuzz.run("archive", 3000, new Mutations(SEEDS, WORDS), ArchiveFuzzTest::read);
  }

  private static void read(byte[] input) {
    Completeness.isCompleteArchive(input);
    if (Archive.read(input) instanceof Parsed.Bad<Archive> bad) {
      assertThat(bad.problem()).matches("[ -~]+");
      assertThat(bad.hint()).isNotEmpty();
      return;
    }
    Archive archive = ((Parsed.Good<Archive>) Archive.read(input)).value();
    assertThat(archive.files()).isNotEmpty();
    assertThat(archive.files().size() + archive.left().size()).isLessThanOrEqualTo(64);
    assertThat(archive.files().values())
        .allSatisfy(content -> assertThat(content).hasSizeLessThanOrEqualTo(Limits.FILE_BYTES));
    for (Map<String, byte[]> part : List.of(archive.files(), archive.left())) {
      assertThat(part.keySet())
          .allSatisfy(name -> assertThat(name).matches("(?!\\.)[ -.0-\\[\\]-~]{1,150}"));
    }
  }
}
