package org.certdrop.outbox;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.certdrop.cms.SignatureVerification;
import org.certdrop.identity.OwnParties;
import org.certdrop.identity.OwnParty;
import org.certdrop.json.StrictJson;
import org.certdrop.party.PartyId;
import org.certdrop.registry.SharedStatements;
import org.certdrop.service.LoggedLines;
import org.certdrop.x509.Fingerprint;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepliesTest {
  private static final PartyId OTHER = new PartyId("researcher_other");
  private static final Fingerprint THEIRS = Fingerprint.of(new byte[] {1});
  private static final OwnParty OWN = OwnParties.node(OwnParties.endpoint("10.221.0.2", 14001));
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  @TempDir Path outbox;

  private Replies at(Instant now) {
    return new Replies(outbox, Clock.fixed(now, ZoneOffset.UTC));
  }

  private static OwnReceipt receipt(String result) {
    return new OwnReceipt(OWN.id(), OTHER, THEIRS, result, 7);
  }

  private Path file() {
    return outbox.resolve("receipts").resolve(OWN.id() + "--to--" + OTHER + ".receipt.json");
  }

  private Path signature() {
    return file().resolveSibling(file().getFileName() + ".p7s");
  }

  private Path folder() {
    return outbox.resolve("to").resolve(OTHER.value());
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aReceiptSaysWhatIsHeldAndIsSigned() throws IOException {
    assertThat(at(NOON).acknowledge(receipt("registered"), OWN)).isTrue();

    assertThat(StrictJson.mapper().readTree(file().toFile()))
        .isEqualTo(
            StrictJson.mapper()
                .readTree(
                    "{\"type\": \"receipt\", \"from\": \""
                        + OWN.id()
                        + "\", \"to\": \"researcher_other\", \"about\": {\"party_id\":"
                        + " \"researcher_other\", \"sha256\": \""
                        + THEIRS
                        + "\"}, \"result\": \"registered\", \"registry_seq\": 7, \"at\":"
                        + " \"2026-11-23T12:00:00.000Z\"}"));
    assertThat(
            SignatureVerification.problem(
                Files.readAllBytes(signature()), Files.readAllBytes(file()), OWN.certificate()))
        .isEmpty();
    assertThat(names(outbox.resolve("receipts"))).hasSize(2);
  }

  private Path fromHome(Path folder) {
    return outbox.getParent().relativize(folder);
  }

  @Test
  void itIsSentFromTheFolderWithAllForTheParty_asLongAsThatIsThere() throws IOException {
    assertThat(at(NOON).folder(OWN.id(), OTHER)).isEmpty();
    Files.createDirectories(folder());
    assertThat(at(NOON).folder(OWN.id(), OTHER)).isEmpty();

    at(NOON).acknowledge(receipt("registered"), OWN);
    assertThat(at(NOON).folder(OWN.id(), OTHER)).contains(fromHome(folder()));

    Files.move(folder(), outbox.resolve("sent"));
    assertThat(at(NOON).folder(OWN.id(), OTHER)).contains(fromHome(file().getParent()));
  }

  @Test
  void theSameAgainIsNotWrittenAgain() throws IOException {
    at(NOON).acknowledge(receipt("registered"), OWN);
    byte[] before = Files.readAllBytes(signature());

    assertThat(at(NOON.plusSeconds(9)).acknowledge(receipt("registered"), OWN)).isFalse();
    assertThat(signature()).hasBinaryContent(before);
  }

  @Test
  void anotherResultIsWritten() throws IOException {
    at(NOON).acknowledge(receipt("registered"), OWN);

    assertThat(at(NOON.plusSeconds(9)).acknowledge(receipt("unchanged"), OWN)).isTrue();
    assertThat(Files.readString(file())).contains("unchanged", "12:00:09");
  }

  @Test
  void aReceiptThatWasCarriedAwayIsWrittenAgain() throws IOException {
    at(NOON).acknowledge(receipt("registered"), OWN);
    Files.delete(file());

    assertThat(at(NOON).acknowledge(receipt("registered"), OWN)).isTrue();
  }

  @Test
  void aSignatureThatIsGoneOrOfAnotherKeyIsMadeAgain() throws IOException {
    at(NOON).acknowledge(receipt("registered"), OWN);
    Files.writeString(signature(), "hello");

    assertThat(at(NOON).acknowledge(receipt("registered"), OWN)).isTrue();
    OwnParty renewed = OwnParties.node(OWN.endpoint());
    assertThat(at(NOON).acknowledge(receipt("registered"), renewed)).isTrue();
    assertThat(
            SignatureVerification.problem(
                Files.readAllBytes(signature()), Files.readAllBytes(file()), renewed.certificate()))
        .isEmpty();
  }

  @Test
  void aLinkThatWaitsForTheReceiptIsNotFollowed() throws IOException {
    Path precious = Files.writeString(outbox.resolve("precious"), "as it was");
    Files.createDirectories(file().getParent());
    for (Path name : List.of(file(), signature())) {
      Files.createSymbolicLink(ReplyFiles.unfinished(name), precious);
    }
    Files.createSymbolicLink(file(), precious);

    assertThat(at(NOON).acknowledge(receipt("registered"), OWN)).isTrue();
    assertThat(precious).hasContent("as it was");
    assertThat(Files.isSymbolicLink(file())).isFalse();
  }

  @Test
  void manyThatAcknowledgeAtOnceLeaveASignatureThatFits() throws Exception {
    Replies replies = at(NOON);
    List<Callable<Boolean>> turns =
        IntStream.range(0, 64)
            .<Callable<Boolean>>mapToObj(
                turn -> () -> replies.acknowledge(receipt("result " + turn), OWN))
            .toList();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (Future<Boolean> written : threads.invokeAll(turns)) {
        assertThat(written.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(
            SignatureVerification.problem(
                Files.readAllBytes(signature()), Files.readAllBytes(file()), OWN.certificate()))
        .isEmpty();
  }

  @Test
  void twoProcessesThatWriteAtOnceLeaveASignatureThatFits() throws Exception {
    Files.createDirectories(file().getParent());
    List<Process> both =
        List.of(PuttingProcess.start(file(), "one"), PuttingProcess.start(file(), "two"));
    for (int round = 0; round < 300; round++) {
      for (Process each : both) {
        each.getOutputStream().write('.');
        each.getOutputStream().flush();
      }
      for (Process each : both) {
        assertThat(each.getInputStream().read()).isEqualTo('.');
      }
      assertThat(file()).hasSameBinaryContentAs(signature());
    }
    for (Process each : both) {
      each.getOutputStream().close();
      assertThat(each.waitFor()).isZero();
    }
  }

  @Test
  void aFileThatIsNoJsonIsReplaced() throws IOException {
    at(NOON).acknowledge(receipt("registered"), OWN);
    Files.writeString(file(), "");

    assertThat(at(NOON).acknowledge(receipt("registered"), OWN)).isTrue();
  }

  @Test
  void withoutAPrivateKeyThereAreNoReceipts() throws IOException {
    OwnParty mute = new OwnParty(OWN.id(), OWN.endpoint(), OWN.certificate(), Optional.empty());

    assertThat(at(NOON).acknowledge(receipt("registered"), mute)).isFalse();
    assertThat(outbox).isEmptyDirectory();
  }

  @Test
  void aNewPartyGetsTheInstructionsAndItsReceiptTogether() throws IOException {
    at(NOON).acknowledge(receipt("registered"), OWN);

    at(NOON).welcome(OTHER, Instructions.unsigned(OWN), Optional.of(receipt("registered")));

    assertThat(names(folder()))
        .containsExactly(
            OWN.id() + "--to--" + OTHER + ".receipt.json",
            OWN.id() + "--to--" + OTHER + ".receipt.json.p7s",
            OWN.id() + ".json",
            OWN.id() + ".pem",
            OWN.id() + ".txt");
    assertThat(folder().resolve(signature().getFileName())).hasSameBinaryContentAs(signature());
  }

  @Test
  void withoutReceiptsANewPartyGetsTheInstructions() throws IOException {
    at(NOON).welcome(OTHER, Instructions.unsigned(OWN), Optional.empty());

    assertThat(names(folder())).hasSize(3);
  }

  @Test
  void aLaterReceiptComesIntoTheFolderThatWasNotSentYet() throws IOException {
    at(NOON).acknowledge(receipt("registered"), OWN);
    at(NOON).welcome(OTHER, Instructions.unsigned(OWN), Optional.of(receipt("registered")));

    at(NOON.plusSeconds(9)).acknowledge(receipt("replaced"), OWN);

    assertThat(folder().resolve(file().getFileName())).hasSameBinaryContentAs(file());
    assertThat(folder().resolve(signature().getFileName())).hasSameBinaryContentAs(signature());
  }

  @Test
  void aReceiptThatIsMissingFromTheFolderIsPutThereAgain() throws IOException {
    at(NOON).acknowledge(receipt("registered"), OWN);
    at(NOON).welcome(OTHER, Instructions.unsigned(OWN), Optional.of(receipt("registered")));
    Files.delete(folder().resolve(signature().getFileName()));

    assertThat(at(NOON).acknowledge(receipt("registered"), OWN)).isFalse();

    assertThat(folder().resolve(signature().getFileName())).hasSameBinaryContentAs(signature());
  }

  @Test
  void aLinkInThePlaceOfAFolderIsNotFollowed() throws IOException {
    Path elsewhere = Files.createDirectories(outbox.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve(OWN.id() + ".extra.txt"), "somebody's");
    Files.createDirectories(folder().getParent());
    Files.createSymbolicLink(folder(), elsewhere);

    at(NOON).renew(Instructions.unsigned(OWN));
    at(NOON).acknowledge(receipt("registered"), OWN);

    assertThat(names(elsewhere)).containsExactly(OWN.id() + ".extra.txt");
  }

  @Test
  void noLinkInTheOutboxIsWrittenThrough() throws IOException {
    Path elsewhere = Files.createDirectories(outbox.resolve("elsewhere").resolve("inner"));
    Path key = Files.writeString(elsewhere.resolve(OWN.id() + ".key"), "somebody's");
    Files.createSymbolicLink(outbox.resolve("to"), elsewhere.getParent());
    Files.createSymbolicLink(outbox.resolve("receipts"), elsewhere);

    at(NOON).renew(Instructions.unsigned(OWN));
    at(NOON).clean();
    assertThatThrownBy(() -> at(NOON).acknowledge(receipt("registered"), OWN))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("receipts is a link");
    assertThatThrownBy(() -> at(NOON).welcome(OTHER, Instructions.unsigned(OWN), Optional.empty()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("to is a link");

    assertThat(names(elsewhere)).containsExactly(key.getFileName().toString());
  }

  @Test
  void onlyFilesOfInstructionsAreWithdrawn() throws IOException {
    at(NOON).welcome(OTHER, Instructions.unsigned(OWN), Optional.empty());
    Path mine = Files.writeString(folder().resolve(OWN.id() + ".key"), "somebody's");
    Files.writeString(folder().resolve(OWN.id() + ".chain-7.pem"), "a step that is gone");

    at(NOON).renew(Instructions.unsigned(OWN));

    assertThat(names(folder())).contains(mine.getFileName().toString()).hasSize(4);
  }

  @Test
  void receiptsAreSignedAnewByANewKeyAndSayTheSame() throws IOException {
    at(NOON).acknowledge(receipt("registered"), OWN);
    at(NOON).welcome(OTHER, Instructions.unsigned(OWN), Optional.of(receipt("registered")));
    String said = Files.readString(file());
    String before = Files.readString(signature());
    OwnParty renewed = OwnParties.renewed(OWN);

    at(NOON).signAnew(renewed);

    assertThat(file()).hasContent(said);
    assertThat(
            SignatureVerification.problem(
                Files.readAllBytes(signature()), Files.readAllBytes(file()), renewed.certificate()))
        .isEmpty();
    assertThat(folder().resolve(signature().getFileName())).hasSameBinaryContentAs(signature());
    String after = Files.readString(signature());
    at(NOON).signAnew(renewed);
    assertThat(signature()).hasContent(after);
    assertThat(after).isNotEqualTo(before);
  }

  @Test
  void newInstructionsComeIntoTheFoldersThatWereNotSentYet() throws IOException {
    at(NOON).welcome(OTHER, Instructions.unsigned(OWN), Optional.empty());
    Files.writeString(folder().resolve(OWN.id() + ".json.p7s"), "of the sidecar before");
    Files.writeString(folder().resolve("a-letter.txt"), "somebody's");
    OwnParty moved = OwnParties.node(OwnParties.endpoint("10.221.0.9", 14009));

    at(NOON).renew(Instructions.unsigned(moved));

    assertThat(Files.readString(folder().resolve(OWN.id() + ".json"))).contains("14009");
    assertThat(names(folder()))
        .containsExactly("a-letter.txt", OWN.id() + ".json", OWN.id() + ".pem", OWN.id() + ".txt");
  }

  @Test
  void withoutFoldersThereIsNothingToRenew() throws IOException {
    at(NOON).renew(Instructions.unsigned(OWN));

    assertThat(outbox).isEmptyDirectory();
  }

  @Test
  void aFolderThatBearsTheNameOfAnUnfinishedFileIsLeftAlone() throws IOException {
    at(NOON).acknowledge(receipt("registered"), OWN);
    Path inner = Files.createDirectories(file().resolveSibling(".a.receipt.json.7.tmp/inner"));

    at(NOON).clean();

    assertThat(inner).isDirectory();
  }

  @Test
  void aFolderAppearsWhole_soNothingIsSeenOfOneThatCouldNotBeFilled() throws IOException {
    Path way = ReplyFiles.unfinished(folder());
    Path theirs = Files.createDirectories(way.resolve("inner"));

    assertThatThrownBy(() -> at(NOON).welcome(OTHER, Instructions.unsigned(OWN), Optional.empty()))
        .isInstanceOf(IOException.class);
    at(NOON).clean();
    assertThat(folder()).doesNotExist();
    assertThat(theirs).isDirectory();

    Files.delete(theirs);
    Files.writeString(way.resolve(OWN.id() + ".pem"), "half");
    at(NOON).renew(Instructions.unsigned(OWN));
    assertThat(names(way)).containsExactly(OWN.id() + ".pem");
    at(NOON).welcome(OTHER, Instructions.unsigned(OWN), Optional.empty());
    assertThat(names(folder().getParent())).containsExactly(OTHER.value());
    assertThat(names(folder())).hasSize(3);
  }

  @Test
  void aFolderThatWasNotFilledToItsEndIsTakenAway() throws IOException {
    Path left = Files.createDirectories(outbox.resolve("to/.node_x.7.tmp"));
    Files.writeString(left.resolve("a.pem"), "half");
    Files.createSymbolicLink(left.resolve("b.pem"), Files.writeString(outbox.resolve("b"), "kept"));

    at(NOON).clean();

    assertThat(left).doesNotExist();
    assertThat(outbox.resolve("b")).hasContent("kept");
  }

  @Test
  void whatAKilledProcessLeftIsTakenAway() throws IOException {
    at(NOON).acknowledge(receipt("registered"), OWN);
    at(NOON).welcome(OTHER, Instructions.unsigned(OWN), Optional.empty());
    Files.writeString(file().resolveSibling(".a.receipt.json.7.tmp"), "half");
    Files.writeString(folder().resolve(".a.pem.7.tmp"), "half");

    at(NOON).clean();

    try (Stream<Path> left = Files.walk(outbox)) {
      assertThat(left.filter(path -> path.toString().endsWith(".tmp"))).isEmpty();
    }
    assertThat(file()).exists();
  }

  @Test
  void whatThisProcessIsWritingIsNotTakenAway() throws IOException {
    at(NOON).acknowledge(receipt("registered"), OWN);
    Path written = Files.writeString(ReplyFiles.unfinished(file()), "half");

    at(NOON).clean();

    assertThat(written).hasContent("half");
  }

  @Test
  void everyCertificateThatWasAnnouncedIsRemembered() throws Exception {
    Announcements announcements =
        new Announcements(
            outbox.resolve("var"),
            outbox.resolve("o"),
            SharedStatements.Finder.NOWHERE,
            Clock.fixed(NOON, ZoneOffset.UTC));
    OwnParty renewed = OwnParties.node(OWN.endpoint());
    assertThat(announcements.certificates()).isEmpty();

    try (Announcements.Turn turn = announcements.begin()) {
      turn.publish(OWN);
      turn.publish(renewed);
      turn.publish(OWN);
    }

    assertThat(announcements.certificates())
        .containsExactlyInAnyOrder(
            OWN.certificate().fingerprint(), renewed.certificate().fingerprint());
  }

  @Test
  void receiptsAreNotMixedUpWithThoseOfOthers() {
    List<OwnReceipt> others =
        List.of(
            new OwnReceipt(OTHER, OTHER, THEIRS, "registered", 7),
            new OwnReceipt(OWN.id(), OWN.id(), THEIRS, "registered", 7),
            new OwnReceipt(
                OWN.id(),
                OTHER,
                TestCertificate.of("node_x").certificate().fingerprint(),
                "registered",
                7));

    assertThat(others)
        .noneMatch(other -> receipt("registered").isSaidBy(other.text(NOON).getBytes(US_ASCII)));
    assertThat(others.stream().map(OwnReceipt::name).sorted(Comparator.naturalOrder())).hasSize(3);
  }

  @Test
  void theLogSaysWhichFilesToSendToANewParty() throws Exception {
    try (LoggedLines log = new LoggedLines(Replies.class)) {
      at(NOON).welcome(OTHER, Instructions.unsigned(OWN), Optional.empty());
      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("INFO Send the files in ")
          .endsWith("/to/" + OTHER + " to the site of " + OTHER + ".");
    }
  }
}
