package org.certdrop.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.certdrop.service.Eventually;
import org.certdrop.submission.Limits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the inbox takes the page takes, up to the last octet. */
class LargestDropTest {
  private static final String NODE = "node_a";
  private static final byte[] PEM = ServedHome.certificate(NODE).pem().getBytes(UTF_8);

  @TempDir Path directory;
  private ServedHome home;
  private SignedIn ana;

  @BeforeEach
  void start() throws Exception {
    home = ServedHome.make(directory, "certdrop.http.actions=true").start();
    ana = SignedIn.as("Ana Roth", home);
  }

  @AfterEach
  void stop() throws Exception {
    home.close();
  }

  /** A pair, and a picture that makes the archive so large. */
  private static byte[] archive(int size) throws Exception {
    byte[] small = archiveWith(new byte[0]);
    byte[] archive = archiveWith(new byte[size - small.length]);
    assertThat(archive).hasSize(size);
    return archive;
  }

  private static byte[] archiveWith(byte[] picture) throws Exception {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("a.pem", PEM);
    files.put(
        "a.json",
        "{\"party_id\": \"node_a\", \"ip\": \"10.9.0.1\", \"port\": 14001}".getBytes(UTF_8));
    files.put("picture.jpg", picture);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        CRC32 sum = new CRC32();
        sum.update(file.getValue());
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(file.getValue().length);
        entry.setCrc(sum.getValue());
        zip.putNextEntry(entry);
        zip.write(file.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private int status(Map<String, byte[]> files) throws Exception {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("token", ana.formToken());
    form.put("files", files);
    return SignedIn.submit(home, "/drop", Optional.of(ana.cookie()), form).statusCode();
  }

  @Test
  void anArchiveOfFourMebibytesIsTakenAndUnpacked() throws Exception {
    assertThat(status(Map.of("a.zip", archive(Limits.ARCHIVE_BYTES)))).isEqualTo(303);

    Eventually.holds(() -> home.type("list").contains(NODE));
  }

  @Test
  void oneOctetMoreIsRefusedWhole() throws Exception {
    assertThat(status(Map.of("a.zip", archive(Limits.ARCHIVE_BYTES + 1)))).isEqualTo(413);
    assertThat(home.inbox().resolve("a.zip")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"65, 303", "71, 303", "72, 413"})
  void moreFilesThanMayBeAreNotTaken(int count, int status) throws Exception {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      files.put(i + ".txt", new byte[0]);
    }

    assertThat(status(files)).isEqualTo(status);

    assertThat(home.inbox().resolve("0.txt")).doesNotExist();
    assertThat(ana.page("/").select("#said").text())
        .contains(status == 303 ? count + " files are too many at once. Drop at most 64." : "");
  }

  @Test
  void asManyFilesAsMayBeAreTaken() throws Exception {
    Map<String, byte[]> files = new LinkedHashMap<>();
    byte[] text = new byte[Limits.FILE_BYTES];
    for (int i = 0; i < 64; i++) {
      files.put("n".repeat(190) + i + ".txt", text);
    }
    assertThat(status(files)).isEqualTo(303);
    assertThat(home.inbox().resolve("n".repeat(190) + "63.txt")).hasSize(Limits.FILE_BYTES);
  }
}
