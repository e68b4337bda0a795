package org.certdrop.submission;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.certdrop.submission.TestArchive.Field;
import org.certdrop.text.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken out of a ZIP, and every way in which one can be bad. */
class ArchiveTest {
  private static final int FIFO = 0x11ff;
  private static final int LINK = 0xa1ff;
  private static final int CHARACTER_DEVICE = 0x21ff;

  private static TestArchive archive() {
    return new TestArchive();
  }

  private static TestArchive pair() {
    return archive().with("a.pem", "the certificate").with("a.json", "{}");
  }

  private static Archive good(byte[] archive) {
    return Archive.read(archive)
        .orElseThrow(bad -> new IllegalStateException(bad.problem() + " " + bad.hint()));
  }

  private static Map<String, String> texts(Map<String, byte[]> files) {
    return files.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, file -> new String(file.getValue(), UTF_8)));
  }

  private static String problem(byte[] archive) {
    assertThat(Archive.read(archive)).isInstanceOf(Parsed.Bad.class);
    Parsed.Bad<Archive> bad = (Parsed.Bad<Archive>) Archive.read(archive);
    assertThat(bad.problem()).startsWith("The archive ").endsWith(".");
    assertThat(bad.hint()).endsWith(".");
    return bad.problem();
  }

  @Test
  void theFilesOfAnArchiveComeOut() {
    Archive read = good(pair().bytes());

    assertThat(texts(read.files())).isEqualTo(Map.of("a.pem", "the certificate", "a.json", "{}"));
    assertThat(read.files().keySet()).containsExactly("a.pem", "a.json");
    assertThat(read.left()).isEmpty();
  }

  @Test
  void oneFolderAroundAllAndWhatAMacAddsDoNotCount() {
    byte[] packed =
        archive()
            .with("for you/", "")
            .with("for you/a.pem", "pem")
            .with("__MACOSX/for you/._a.pem", "resources")
            .with("for you/.DS_Store", "view")
            .with("for you/a.json", "{}")
            .bytes();

    assertThat(texts(good(packed).files())).isEqualTo(Map.of("a.pem", "pem", "a.json", "{}"));
  }

  @Test
  void aDeepFolderAroundAllDoesNotCount() {
    byte[] packed =
        archive().with("outbox/to/x/a.pem", "pem").with("outbox/to/x/a.json", "{}").bytes();

    assertThat(good(packed).files()).containsOnlyKeys("a.pem", "a.json");
  }

  @Test
  void whatCertdropDoesNotTakeIsLeft() {
    byte[] packed =
        pair()
            .with("logo.png", "picture")
            .with("a.key", "key")
            .with("inner.zip", "PK")
            .with("verdict.json", "{}")
            .with("b.pem.part", "half")
            .bytes();

    assertThat(good(packed).files()).containsOnlyKeys("a.pem", "a.json");
    assertThat(good(packed).left())
        .containsOnlyKeys("logo.png", "a.key", "inner.zip", "verdict.json", "b.pem.part");
  }

  @Test
  void aNameIsAsciiWhateverItsEncodingWas() {
    TestArchive swiss = archive().with("Z\u00fcrich.pem", "pem").with("Z\u00fcrich.json", "{}");

    assertThat(good(swiss.bytes()).files()).containsOnlyKeys("Z_rich.pem", "Z_rich.json");
    assertThat(good(swiss.bytes(ISO_8859_1)).files()).containsOnlyKeys("Z_rich.pem", "Z_rich.json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../a.pem",
        "x/../a.pem",
        "/a.pem",
        "/etc/a.pem",
        "x\\a.pem",
        "..\\a.pem",
        "\\a.pem",
        "C:a.pem",
        "c:/a.pem",
        "x//a.pem",
        "./a.pem",
        "//",
        "../"
      })
  void aNameThatLeadsOutIsRefused(String name) {
    assertThat(problem(pair().with(name, "").bytes()))
        .contains("holds a name that leads out of it");
  }

  @Test
  void aNameWithAControlCharacterIsRefused() {
    assertThat(problem(pair().with("x\n.pem", "").bytes()))
        .isEqualTo("The archive holds a name with a control character, \"x\\u000a.pem\".");
  }

  @Test
  void aLongNameIsRefused() {
    assertThat(good(archive().with("a".repeat(146) + ".pem", "").bytes()).files()).hasSize(1);
    assertThat(problem(archive().with("a".repeat(147) + ".pem", "").bytes()))
        .contains("holds a name of over 150 characters");
  }

  @ParameterizedTest
  @CsvSource({"A.PEM", "a.Pem", "\u00e9.pem"})
  void twoFilesOfOneNameAreRefused(String name) {
    assertThat(problem(pair().with("\u00e8.pem", "").with(name, "").bytes()))
        .contains("holds two files of the name");
  }

  @Test
  void filesInSeveralFoldersAreRefused() {
    assertThat(problem(pair().with("x/b.pem", "").bytes()))
        .isEqualTo("The archive holds files in several folders.");
  }

  @ParameterizedTest
  @ValueSource(ints = {LINK, FIFO, CHARACTER_DEVICE, 0x41ff})
  void aLinkOrAnotherSpecialFileIsRefused(int mode) {
    byte[] packed = TestArchive.withInTable(pair().bytes(), Field.MODE, mode);

    assertThat(problem(packed)).contains("holds a.pem, which is a link or another special file");
  }

  @ParameterizedTest
  @ValueSource(ints = {0x0809, 0x0848, 0x2808})
  void whatIsEncryptedIsRefused(int flags) {
    assertThat(problem(TestArchive.with(pair().bytes(), Field.FLAGS, flags)))
        .contains("is encrypted: a.pem cannot be read without a password");
  }

  @Test
  void anotherMethodIsRefused() {
    assertThat(problem(TestArchive.with(pair().bytes(), Field.METHOD, 12)))
        .contains("packed by method 12");
  }

  @Test
  void aBombIsRefusedBeforeItIsUnpacked() {
    byte[] bomb = pair().with("b.bin", new byte[3 << 20]).bytes();

    assertThat(problem(bomb)).contains("holds b.bin, whose ").contains("to unpack to 3145728");
  }

  @Test
  void whatUnpacksToTooMuchInAllIsRefused() {
    TestArchive large = pair();
    byte[] noise = new byte[1 << 20];
    Random random = new Random(1);
    IntStream.range(0, noise.length).forEach(i -> noise[i] = (byte) random.nextInt(2));
    IntStream.range(0, 4).forEach(number -> large.with(number + ".bin", noise));

    assertThat(problem(large.bytes())).contains("unpacks to 4194321 bytes; at most 4194304");
  }

  @Test
  void anArchiveThatIsTooLargeIsRefused() {
    assertThat(problem(Arrays.copyOf(pair().bytes(), (4 << 20) + 1)))
        .contains("has 4194305 bytes; at most 4194304");
  }

  @Test
  void aFileOverItsLimitIsRefusedUnlessItIsLeft() {
    byte[] content = new byte[65537];
    new Random(1).nextBytes(content);

    assertThat(good(pair().with("b.bin", content).bytes()).left().get("b.bin")).isEqualTo(content);
    assertThat(problem(pair().with("b.pem", content).bytes()))
        .contains("holds b.pem of 65537 bytes; at most 65536");
  }

  @Test
  void moreThan64EntriesAreRefused() {
    TestArchive many = archive();
    IntStream.range(0, 64).forEach(number -> many.with(number + ".pem", "x"));
    assertThat(good(many.bytes()).files()).hasSize(64);

    IntStream.range(64, 10_000).forEach(number -> many.with(number + ".pem", "x"));
    assertThat(problem(many.bytes())).contains("has 10000 entries; at most 64");
  }

  @Test
  void anEntryThatUnpacksToMoreOrLessThanItSaysIsRefused() {
    for (int size : new int[] {14, 16, 0}) {
      assertThat(problem(TestArchive.withInTable(pair().bytes(), Field.SIZE, size)))
          .contains("is damaged: the content of a.pem");
    }
    assertThat(problem(TestArchive.withInTable(pair().bytes(), Field.CRC, 1)))
        .contains("is damaged: the content of a.pem");
  }

  @Test
  void anEntryThatLiesElsewhereIsRefused() {
    for (int offset : new int[] {1, 30, 1000, 0x7fffffff, -1}) {
      assertThat(problem(TestArchive.withInTable(pair().bytes(), Field.OFFSET, offset)))
          .contains("contradicts itself");
    }
    for (int packed : new int[] {0, 1, 1000, 0x7fffffff, -1}) {
      assertThat(problem(TestArchive.withInTable(pair().bytes(), Field.PACKED, packed)))
          .startsWith("The archive ");
    }
  }

  @Test
  void twoTablesOfContentsThatDifferAreRefused() {
    assertThat(problem(TestArchive.renamedInTable(pair().bytes(), "b.pem")))
        .contains("says something else of b.pem than lies there");
    assertThat(problem(TestArchive.withLocal(pair().bytes(), Field.METHOD, 0)))
        .contains("says something else of a.pem than lies there");
    assertThat(problem(TestArchive.withEnd(pair().bytes(), 16, 0)))
        .contains("its table of contents is not where it says");
  }

  @Test
  void whatLiesBeforeTheEntriesIsRefused() {
    byte[] packed = pair().bytes();
    byte[] hidden = archive().with("x.pem", "x").bytes();
    byte[] both = Arrays.copyOf(hidden, hidden.length + packed.length);
    System.arraycopy(packed, 0, both, hidden.length, packed.length);

    assertThat(problem(both)).contains("contradicts itself");
  }

  @Test
  void aCountThatIsWrongIsRefused() {
    for (int count : new int[] {1, 3}) {
      byte[] packed = TestArchive.withEnd(pair().bytes(), 8, count);
      assertThat(problem(TestArchive.withEnd(packed, 10, count)))
          .contains(count == 1 ? "more entries than it says" : "fewer entries than it says");
    }
  }

  @Test
  void partsOfAnArchiveAndZip64AreRefused() {
    assertThat(problem(TestArchive.withEnd(pair().bytes(), 4, 1))).contains("one part of several");
    assertThat(problem(TestArchive.withEnd(pair().bytes(), 10, 0xffff))).contains("is a ZIP64");
  }

  @Test
  void nothingToTakeIsRefused() {
    assertThat(problem(archive().bytes())).isEqualTo("The archive holds no file.");
    assertThat(problem(archive().with("a.docx", "text").bytes()))
        .isEqualTo("The archive holds no file that certdrop takes; the first is a.docx.");
    assertThat(problem("Dear all".getBytes(UTF_8))).contains("is none");
    assertThat(problem(new byte[0])).contains("is none");
  }

  @Test
  void anArchiveIsIncompleteUntilItsLastOctet() {
    byte[] packed = pair().bytes();

    for (int length = 0; length < packed.length; length++) {
      byte[] cut = Arrays.copyOf(packed, length);
      assertThat(length == 1 || Completeness.isCompleteArchive(cut)).isEqualTo(length == 1);
      assertThat(Completeness.isLegibleArchive(cut)).isFalse();
    }
    assertThat(problem(Arrays.copyOf(packed, 100))).contains("is cut off");
    assertThat(Completeness.isCompleteArchive(packed)).isTrue();
    assertThat(Completeness.isLegibleArchive(packed)).isTrue();
    assertThat(Completeness.isCompleteArchive("no archive".getBytes(UTF_8))).isTrue();
  }

  /** Times and versions mean nothing here; every other octet is held by something. */
  @Test
  void noOctetChangesAFileUnnoticed() {
    byte[] packed = pair().bytes();
    Map<String, String> files = texts(good(packed).files());

    for (int at = 0; at < packed.length * 8; at++) {
      byte[] changed = packed.clone();
      changed[at / 8] ^= (byte) (1 << at % 8);
      if (Archive.read(changed) instanceof Parsed.Good<Archive> good) {
        assertThat(texts(good.value().files())).as("bit %d", at).isEqualTo(files);
      }
    }
  }
}
