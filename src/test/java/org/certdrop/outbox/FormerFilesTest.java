package org.certdrop.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.certdrop.files.DurableFiles;
import org.certdrop.party.PartyId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What leaves the outbox when this party's id changes. */
class FormerFilesTest {
  private static final PartyId OWN = new PartyId("researcher_us");
  private static final PartyId FORMER = new PartyId("node_us");

  @TempDir Path directory;
  private Path outbox;

  @BeforeEach
  void nameOutbox() {
    outbox = directory.resolve("outbox");
  }

  private void put(String... names) throws IOException {
    for (String name : names) {
      Files.createDirectories(outbox.resolve(name).getParent());
      Files.writeString(outbox.resolve(name), "of " + name);
    }
  }

  private Set<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(outbox)) {
      return files
          .filter(file -> !Files.isDirectory(file))
          .map(file -> outbox.relativize(file).toString())
          .collect(Collectors.toSet());
    }
  }

  private void setAside(PartyId... stated) throws IOException {
    setAside(new DurableFiles(), stated);
  }

  private void setAside(DurableFiles files, PartyId... stated) throws IOException {
    new FormerFiles(outbox.resolve("registration"), files).setAside(OWN, Set.of(stated));
  }

  @Test
  void allThatCertdropMadeUnderAFormerIdIsMovedWithItsFolder() throws IOException {
    String[] made = {
      "registration/node_us.pem",
      "registration/node_us.json",
      "registration/node_us.json.p7s",
      "registration/node_us.chain-7.json.old.p7s",
      "registration/node_us.txt",
      "sheet/node_us.html",
      "receipts/node_us--to--node_b.receipt.json",
      "receipts/node_us--to--node_b.receipt.json.p7s",
      "to/node_b/node_us.pem",
      "to/node_b/node_us--to--node_b.receipt.json"
    };
    put(made);

    setAside(FORMER);

    assertThat(files())
        .isEqualTo(Stream.of(made).map(name -> "former/" + name).collect(Collectors.toSet()));
    assertThat(outbox.resolve("former/sheet/node_us.html")).hasContent("of sheet/node_us.html");
  }

  @Test
  void whatIsOursNowAndWhatCertdropDidNotMakeStays() throws IOException {
    String[] staying = {
      "registration/researcher_us.pem",
      "registration/node_us.notes",
      "registration/read-me.txt",
      "sheet/researcher_us.html",
      "sheet/node_us.pdf",
      "receipts/researcher_us--to--node_us.receipt.json",
      "receipts/node_us--to--node_b.receipt.txt",
      "to/node_us/researcher_us.pem",
      "to/elsewhere/node_us.pem",
      "node_us.pem",
      "mine/node_us.pem"
    };
    put(staying);

    setAside(FORMER);

    assertThat(files()).containsExactlyInAnyOrder(staying);
  }

  @Test
  void theInstructionsInTheOutboxNameAFormerIdThatNothingElseRemembers() throws IOException {
    put("registration/node_us.txt", "sheet/node_us.html");

    setAside();

    assertThat(files())
        .containsExactlyInAnyOrder("former/registration/node_us.txt", "former/sheet/node_us.html");
  }

  @Test
  void aPageOrAReceiptAloneNamesNobody() throws IOException {
    put("sheet/node_us.html", "receipts/node_us--to--node_b.receipt.json");

    setAside();

    assertThat(outbox.resolve("former")).doesNotExist();
  }

  @Test
  void nothingInTheFormerFilesIsOverwritten() throws IOException {
    for (int i = 0; i < 3; i++) {
      put("registration/node_us.pem", "registration/node_us.json.p7s");
      Files.writeString(outbox.resolve("registration/node_us.pem"), "the " + i);
      setAside();
    }

    Path former = outbox.resolve("former/registration");
    assertThat(AnnouncingSite.names(former))
        .containsExactly(
            "node_us-2.json.p7s",
            "node_us-2.pem",
            "node_us-3.json.p7s",
            "node_us-3.pem",
            "node_us.json.p7s",
            "node_us.pem");
    assertThat(former.resolve("node_us.pem")).hasContent("the 0");
    assertThat(former.resolve("node_us-3.pem")).hasContent("the 2");
  }

  @Test
  void noLinkIsFollowedOrMoved() throws IOException {
    Path elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("node_us.html"), "not the outbox's");
    put("registration/node_us.pem");
    Files.createSymbolicLink(outbox.resolve("sheet"), elsewhere);
    Files.createDirectories(outbox.resolve("to"));
    Files.createSymbolicLink(outbox.resolve("to/node_b"), elsewhere);
    Files.createSymbolicLink(
        outbox.resolve("registration/node_us.json"), elsewhere.resolve("node_us.html"));

    setAside();

    assertThat(AnnouncingSite.names(elsewhere)).containsExactly("node_us.html");
    assertThat(outbox.resolve("registration/node_us.json")).isSymbolicLink();
    assertThat(AnnouncingSite.names(outbox.resolve("former"))).containsExactly("registration");
  }

  @Test
  void nothingIsMovedThroughALink() throws IOException {
    Path elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
    put("registration/node_us.pem");
    Files.createSymbolicLink(outbox.resolve("former"), elsewhere);

    assertThatThrownBy(() -> setAside())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("former is a link");
    assertThat(elsewhere).isEmptyDirectory();
    assertThat(outbox.resolve("registration/node_us.pem")).exists();
  }

  @Test
  void aKillAtAnyPointLosesNothing_andTheNextCallGoesOn() throws Exception {
    List<String> made =
        List.of(
            "receipts/node_us--to--node_b.receipt.json",
            "registration/node_us.json",
            "registration/node_us.pem",
            "sheet/node_us.html");
    boolean killed = true;
    for (int operation = 0; killed; operation++) {
      outbox = directory.resolve("outbox-" + operation);
      put(made.toArray(String[]::new));
      killed = isKilledBefore(operation);
      setAside();
      assertThat(files())
          .as("killed before operation %d", operation)
          .allMatch(name -> name.startsWith("former/"))
          .containsAll(made.stream().map(name -> "former/" + name).toList());
    }
  }

  private boolean isKilledBefore(int operation) throws IOException {
    int[] left = {operation};
    try {
      setAside(
          new DurableFiles(
              () -> {
                if (left[0]-- == 0) {
                  throw new AnnouncingSite.Killed();
                }
              }));
      return false;
    } catch (AnnouncingSite.Killed e) {
      return true;
    }
  }

  @Test
  void whereThereIsNoOutboxNothingIsMade() throws IOException {
    setAside(FORMER);

    assertThat(outbox).doesNotExist();
  }
}
