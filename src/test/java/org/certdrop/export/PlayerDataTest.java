package org.certdrop.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.certdrop.export.Federation.OWN;
import static org.certdrop.export.Federation.US;
import static org.certdrop.export.Federation.refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.certdrop.files.DurableFiles;
import org.certdrop.text.Parsed;
import org.certdrop.x509.Fingerprint;
import org.certdrop.x509.PrivateKeys;
import org.certdrop.x509.SubjectHash;
import org.certdrop.x509.TestCertificate;
import org.certdrop.x509.Tool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlayerDataTest {
  private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
  private static final String OWN_KEY = PrivateKeys.pem(OWN.keyPair().getPrivate());

  @TempDir Path directory;
  private Path target;
  private Path folder;
  private Federation federation;

  @BeforeEach
  void register() throws IOException {
    target = directory.resolve("mpc");
    folder = target.resolve("Player-Data");
    federation =
        new Federation(directory.resolve("var"))
            .with("node_a", "node_b")
            .with(
                "node_six",
                TestCertificate.of("node_six"),
                Federation.endpoint("10.9.0.6", 14_001));
  }

  private void export(String... ids) throws IOException {
    Parsed<?> written = new PlayerData(target).write(federation.players(ids));
    assertThat(written).isInstanceOf(Parsed.Good.class);
  }

  private String refused(String... ids) throws IOException {
    return refusal(new PlayerData(target).write(federation.players(ids)));
  }

  /** Name to content of all that MP-SPDZ may look at; of a link, what it leads to. */
  private Map<String, String> seen() throws IOException {
    Map<String, String> seen = new TreeMap<>();
    for (Path place : Stream.of(target, folder).filter(Files::isDirectory).toList()) {
      try (Stream<Path> entries = Files.list(place)) {
        for (Path entry : entries.toList()) {
          if (Files.isSymbolicLink(entry)) {
            seen.put(entry.getFileName().toString(), Files.readSymbolicLink(entry).toString());
          } else if (Files.isRegularFile(entry)) {
            seen.put(entry.getFileName().toString(), Files.readString(entry));
          }
        }
      }
    }
    return seen;
  }

  private static String pem(Players players, int number) {
    return players.list().get(number).certificate().pem();
  }

  @Test
  void allThatMpSpdzNeedsIsThere() throws IOException {
    export("node_a", US, "node_six");
    Players players = federation.players("node_a", US, "node_six");
    Map<String, String> links = HashLinks.of(players.list(), Set.of());
    Map<String, String> wanted = new TreeMap<>(links);
    wanted.put("P0.pem", pem(players, 0));
    wanted.put("P1.pem", OWN.certificate().pem());
    wanted.put("P2.pem", pem(players, 2));
    wanted.put("P1.key", OWN_KEY);
    wanted.put("ip_addresses", "10.1.0.1:15000\n10.9.9.9:14001\n10.9.0.6:14001\n");
    assertThat(seen()).isEqualTo(wanted);
    assertThat(links).hasSize(6);
  }

  @Test
  void theKeyIsForItsOwnerAlone() throws IOException {
    export("node_a", US);
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("P1.key"))))
        .isEqualTo("rw-------");
  }

  @Test
  void whatCertdropWroteStandsInAListThatSha256sumReads() throws IOException {
    export("node_a", US);
    Tool.Answer answer =
        Tool.named("sh")
            .run("-c", "cd '" + folder + "' && sha256sum --strict -c .certdrop/files.sha256");
    assertThat(answer.code()).as(answer.text()).isZero();
    assertThat(answer.lines()).hasSize(4);
  }

  @Test
  void filesOfOthersStay() throws IOException {
    Files.createDirectories(folder.resolve("2-p-128"));
    for (String name : new String[] {"Input-P0-0", "P7.pem", "P7.key", "ca.crt", "0123abcd.0"}) {
      Files.writeString(folder.resolve(name), "precious");
    }
    export("node_a", US);
    export("node_b", US);
    assertThat(seen())
        .containsEntry("Input-P0-0", "precious")
        .containsEntry("P7.pem", "precious")
        .containsEntry("P7.key", "precious")
        .containsEntry("ca.crt", "precious")
        .containsEntry("0123abcd.0", "precious");
    assertThat(folder.resolve("2-p-128")).isDirectory();
  }

  @Test
  void whatAnEarlierExportWroteForMorePartiesGoes() throws IOException {
    export("node_a", "node_b", "node_six", US);
    export("node_a", US);
    assertThat(seen()).containsOnlyKeys(seenOf("node_a", US));
  }

  private Set<String> seenOf(String... ids) throws IOException {
    Path other = Files.createTempDirectory(directory, "other");
    new PlayerData(other).write(federation.players(ids));
    try (Stream<Path> entries =
        Stream.concat(Files.list(other), Files.list(other.resolve("Player-Data")))) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> !name.equals("Player-Data") && !name.equals(".certdrop"))
          .collect(Collectors.toSet());
    }
  }

  @Test
  void aFileThatSomebodyPutInThePlaceOfOursStays() throws IOException {
    export("node_a", US, "node_b");
    Files.writeString(folder.resolve("P2.pem"), "another party's");
    export("node_a", US);
    assertThat(seen()).containsEntry("P2.pem", "another party's");
  }

  @Test
  void somebodyElsesFilesAreNamedAndNothingIsWritten() throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("P0.pem"), TestCertificate.of("node_z").pem());
    Files.writeString(folder.resolve("P1.key"), "a key");
    Files.writeString(target.resolve("ip_addresses"), "localhost:5000\n");
    Map<String, String> before = seen();
    assertThat(refused("node_a", US)).contains("../ip_addresses, P0.pem, P1.key", "Move it away");
    assertThat(seen()).isEqualTo(before);
    assertThat(folder.resolve(".certdrop")).doesNotExist();
  }

  @Test
  void aLinkInAFilesPlaceIsSomebodyElses() throws IOException {
    Files.createDirectories(folder);
    Path victim = Files.writeString(directory.resolve("victim"), "precious");
    Files.createSymbolicLink(folder.resolve("P1.key"), victim);
    assertThat(refused("node_a", US)).contains("P1.key");
    assertThat(victim).hasContent("precious");
  }

  @Test
  void theSameCertificateAndKeyInOtherWordsAreTakenOver() throws IOException {
    Files.createDirectories(folder);
    Players players = federation.players("node_a", US);
    Files.writeString(folder.resolve("P0.pem"), "Hello\n" + pem(players, 0).replace("\n", "\r\n"));
    Files.writeString(folder.resolve("P1.key"), "# mine\n" + OWN_KEY);
    export("node_a", US);
    assertThat(seen()).containsEntry("P0.pem", pem(players, 0)).containsEntry("P1.key", OWN_KEY);
  }

  @Test
  void linksThatCRehashMadeToTheseFilesAreOurs() throws IOException {
    export("node_a", US);
    Files.createSymbolicLink(folder.resolve("01234567.0"), Path.of("P0.pem"));
    export("node_a", US);
    assertThat(seen()).doesNotContainKey("01234567.0");
  }

  @Test
  void aLinkToAnotherFileKeepsItsNumber() throws IOException {
    Files.createDirectories(folder);
    SubjectHash hash = SubjectHash.of(OWN.certificate()).orElseThrow();
    Files.createSymbolicLink(folder.resolve(hash.current() + ".0"), Path.of("ca.crt"));
    export("node_a", US);
    assertThat(seen())
        .containsEntry(hash.current() + ".0", "ca.crt")
        .containsEntry(hash.current() + ".1", "P1.pem");
  }

  @Test
  void anotherNumberOfThisPartyTakesTheKeyAlong() throws IOException {
    export("node_a", US);
    export(US, "node_a");
    assertThat(seen()).containsEntry("P0.key", OWN_KEY).doesNotContainKey("P1.key");
  }

  @Test
  void whatIsUpToDateIsNotTouched() throws IOException {
    export("node_a", US);
    Files.setLastModifiedTime(folder.resolve("P1.key"), LONG_AGO);
    export("node_a", US);
    assertThat(Files.getLastModifiedTime(folder.resolve("P1.key"))).isEqualTo(LONG_AGO);
  }

  @Test
  void aKeyThatOthersMayReadIsWrittenAgain() throws IOException {
    export("node_a", US);
    Files.setPosixFilePermissions(
        folder.resolve("P1.key"), PosixFilePermissions.fromString("rw-r--r--"));
    export("node_a", US);
    theKeyIsForItsOwnerAlone();
  }

  @Test
  void aFolderThatIsNoneIsNamed() throws IOException {
    Files.createDirectories(target);
    Files.writeString(folder, "a file");
    assertThat(refused("node_a", US)).contains("Player-Data is no directory.");
  }

  @Test
  void aFolderBehindALinkIsWrittenTo() throws IOException {
    Path elsewhere = Files.createDirectories(directory.resolve("disk/volume"));
    Files.createDirectories(target);
    Files.createSymbolicLink(folder, elsewhere);
    export("node_a", US);
    assertThat(elsewhere.resolve("P1.key")).exists();
    assertThat(target.resolve("ip_addresses")).exists();
  }

  @Test
  void aListThatSomebodyWroteLeadsNowhereElse() throws IOException {
    export("node_a", US, "node_b");
    Path victim = Files.writeString(target.resolve("victim"), "precious");
    String digest = Fingerprint.of(Files.readAllBytes(victim)).hex();
    Files.writeString(
        folder.resolve(".certdrop/files.sha256"),
        digest + "  ../victim\n" + digest + "  P1.key/../../victim\n");
    Files.delete(folder.resolve("P2.pem"));
    assertThat(refused(US, "node_a")).contains("P0.pem, P1.pem");
    assertThat(victim).hasContent("precious");
  }

  /** Stops before its n-th operation. */
  private static DurableFiles stopping(int operation, Throwable cause) {
    int[] left = {operation};
    return new DurableFiles(
        () -> {
          if (left[0]-- == 0) {
            PlayerDataTest.<RuntimeException>sneak(cause);
          }
        });
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> void sneak(Throwable cause) throws E {
    throw (E) cause;
  }

  @Test
  void aKillAtAnyOperationLeavesTheOldFilesOrTheNewOnesOrNoKey() throws IOException {
    export("node_a", "node_b", US);
    Map<String, String> old = seen();
    export(US, "node_six");
    Map<String, String> fresh = seen();
    boolean ended = false;
    for (int operation = 0; !ended; operation++) {
      export("node_a", "node_b", US);
      assertThat(seen()).as("operation " + operation).isEqualTo(old);
      try {
        new PlayerData(target, stopping(operation, new AssertionError("killed")))
            .write(federation.players(US, "node_six"));
        ended = true;
      } catch (AssertionError e) {
        assertThat(e).hasMessage("killed");
      }
      Map<String, String> left = seen();
      left.remove(".ip_addresses.certdrop-new");
      if (left.keySet().stream().anyMatch(name -> name.endsWith(".key"))) {
        assertThat(left).isIn(old, fresh);
      }
      export(US, "node_six");
      assertThat(seen()).as("operation " + operation).isEqualTo(fresh);
      assertThat(folder.resolve(".certdrop/new")).doesNotExist();
    }
  }

  @Test
  void aFaultAtAnyOperationLeavesTheOldFilesOrTheNewOnesOrNoKey() throws IOException {
    export("node_b", US);
    Map<String, String> fresh = seen();
    export("node_a", US);
    Map<String, String> old = seen();
    boolean ended = false;
    for (int operation = 0; !ended; operation++) {
      export("node_a", US);
      IOException fault = new IOException("Input/output error");
      try {
        new PlayerData(target, stopping(operation, fault)).write(federation.players("node_b", US));
        ended = true;
      } catch (IOException e) {
        assertThat(e).isSameAs(fault);
      }
      if (seen().containsKey("P1.key")) {
        assertThat(seen()).as("operation " + operation).isIn(old, fresh);
      }
    }
  }

  @Test
  void aFullDiskLeavesTheOldFilesAndNothingBesideThem() throws IOException {
    export("node_a", US);
    Map<String, String> old = seen();
    DurableFiles full =
        new DurableFiles() {
          @Override
          public void create(Path file, byte[] content, Set<PosixFilePermission> mode)
              throws IOException {
            if (file.endsWith("P1.key")) {
              throw new IOException("No space left on device");
            }
            super.create(file, content, mode);
          }
        };
    assertThatThrownBy(() -> new PlayerData(target, full).write(federation.players("node_b", US)))
        .hasMessage("No space left on device");
    assertThat(seen()).isEqualTo(old);
    assertThat(folder.resolve(".certdrop/new")).doesNotExist();
  }

  @Test
  void twoPlayersShakeHandsAndTrustTheFolderAlone() throws Exception {
    TestCertificate other = TestCertificate.of("node_o");
    federation.with("node_o", other, Federation.endpoint("10.1.0.9", 1));
    export("node_o", US);
    Path key =
        Files.writeString(
            directory.resolve("other.key"), PrivateKeys.pem(other.keyPair().getPrivate()));
    Handshake handshake = new Handshake(folder, TestCertificate.NOW);
    Handshake.Side ours = new Handshake.Side(folder.resolve("P1.pem"), folder.resolve("P1.key"));
    Handshake.Side theirs = new Handshake.Side(folder.resolve("P0.pem"), key);
    assertThat(handshake.between(ours, theirs)).contains("Verify return code: 0 (ok)");
    assertThat(handshake.between(theirs, ours)).contains("Verify return code: 0 (ok)");
  }

  @Test
  void aStrangerIsNotLetIn() throws Exception {
    TestCertificate stranger = TestCertificate.of("node_s");
    export("node_a", US);
    Path certificate = Files.writeString(directory.resolve("s.pem"), stranger.pem());
    Path key =
        Files.writeString(
            directory.resolve("s.key"), PrivateKeys.pem(stranger.keyPair().getPrivate()));
    Handshake.Side ours = new Handshake.Side(folder.resolve("P1.pem"), folder.resolve("P1.key"));
    assertThat(
            new Handshake(folder, TestCertificate.NOW)
                .between(ours, new Handshake.Side(certificate, key)))
        .contains("alert");
  }
}
