package org.certdrop.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.certdrop.service.LoggedLines;
import org.certdrop.x509.TestKeys;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
  private static final String KEY =
      "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";

  @TempDir Path inbox;
  private final AtomicLong nanos = new AtomicLong();
  private Leftovers leftovers;

  @BeforeEach
  void knowNothing() {
    leftovers = new Leftovers(inbox, nanos::get);
  }

  private List<String> looked(String... names) {
    try (LoggedLines log = new LoggedLines(Leftovers.class)) {
      leftovers.look(List.of(names));
      return log.lines();
    }
  }

  @Test
  void eachNewNameIsSaidOnceForAsLongAsItStays() throws IOException {
    Files.writeString(inbox.resolve("a.7z"), "7z");
    assertThat(looked("a.7z"))
        .singleElement()
        .asString()
        .startsWith("INFO ")
        .contains("a.7z", "unpack");
    assertThat(looked("a.7z")).isEmpty();
    assertThat(looked()).isEmpty();
    assertThat(looked("a.7z")).hasSize(1);
  }

  @Test
  void aPrivateKeyIsAnAlarmWhateverItsName() throws IOException {
    Files.writeString(inbox.resolve("notes"), KEY);
    assertThat(looked("notes"))
        .singleElement()
        .asString()
        .startsWith("WARN ")
        .contains("\"notes\" holds a private key", "compromised")
        .doesNotContain("AAAA");
    assertThat(leftovers.of(List.of("notes")))
        .extracting(Leftover::holdsPrivateKey)
        .containsExactly(true);
    assertThat(inbox.resolve("notes")).hasContent(KEY);
  }

  @Test
  void aPrivateKeyThatIsWrittenLaterIsAnAlarm() throws IOException {
    Path file = Files.createFile(inbox.resolve("late.txt"));
    assertThat(looked("late.txt")).hasSize(1);
    Files.writeString(file, KEY);
    assertThat(looked("late.txt"))
        .singleElement()
        .asString()
        .startsWith("WARN ")
        .contains("\"late.txt\" holds a private key");
    assertThat(looked("late.txt")).isEmpty();
    Files.writeString(file, "gone");
    assertThat(looked("late.txt"))
        .singleElement()
        .asString()
        .contains("\"late.txt\" holds no private key any more");
    assertThat(looked("late.txt")).isEmpty();
    assertThat(leftovers.of(List.of("late.txt")))
        .extracting(Leftover::holdsPrivateKey)
        .containsExactly(false);
  }

  @Test
  void aKeyBehindAThousandOthersIsFoundAtALaterLook() throws IOException {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      names.add("a" + i);
    }
    names.add("key");
    Files.writeString(inbox.resolve("key"), KEY);
    String[] all = names.toArray(String[]::new);
    assertThat(looked(all)).noneMatch(line -> line.startsWith("WARN "));
    assertThat(looked(all)).anyMatch(line -> line.startsWith("WARN "));
  }

  @Test
  void aPrivateKeyIsNotForgottenWhereALookGoesRoundVeryManyNames() throws IOException {
    Path file = Files.writeString(inbox.resolve("key"), KEY);
    assertThat(looked("key")).hasSize(1);
    assertThat(looked("a")).hasSize(1);
    assertThat(leftovers.known()).extracting(Leftover::name).containsExactly("a", "key");
    assertThat(looked("key")).as("it was said").isEmpty();
    Files.delete(file);
    looked("b");
    assertThat(leftovers.known()).extracting(Leftover::name).containsExactly("b");
  }

  @Test
  void aPrivateKeyInBase64IsAnAlarm() throws IOException {
    String secret = Base64.getEncoder().encodeToString(KEY.getBytes(StandardCharsets.US_ASCII));
    Files.writeString(inbox.resolve("secret.yaml"), "data:\n  tls.key: " + secret + "\n");
    assertThat(looked("secret.yaml")).singleElement().asString().startsWith("WARN ");
  }

  @Test
  void aBarePrivateKeyInBase64IsAnAlarm() throws IOException {
    String bare =
        Base64.getEncoder().encodeToString(TestKeys.of("Ed25519").getPrivate().getEncoded());
    Files.writeString(inbox.resolve("notes"), bare + "\n");
    assertThat(looked("notes")).singleElement().asString().startsWith("WARN ");
  }

  @Test
  void aFileWithAKeyIsNotToldToBeDropped() throws IOException {
    Files.writeString(inbox.resolve("letter.docx"), KEY);
    assertThat(leftovers.of(List.of("letter.docx")))
        .singleElement()
        .asString()
        .isEqualTo("letter.docx (it holds a private key: take it away)");
  }

  @Test
  void whatCouldNotBeReadIsLookedAtAgain() throws IOException {
    Path file = inbox.resolve("late");
    assertThat(looked("late")).hasSize(1);
    Files.writeString(file, KEY);
    assertThat(looked("late")).singleElement().asString().startsWith("WARN ");
  }

  @Test
  void aFolderIsNotOpenedAndSaysWhatToDo() throws IOException {
    Files.createDirectory(inbox.resolve("from-site"));
    assertThat(looked("from-site")).singleElement().asString().contains("drop the files in it");
  }

  @Test
  void aLinkIsNotFollowed() throws IOException {
    Path key = Files.writeString(inbox.resolve("x"), KEY);
    Files.createSymbolicLink(inbox.resolve("link.key"), key);
    looked("link.key");
    assertThat(leftovers.of(List.of("link.key")))
        .extracting(Leftover::holdsPrivateKey)
        .containsExactly(false);
  }

  @Test
  void aNameWhoseFileCannotBeFoundStaysKnown() {
    looked("gone");
    assertThat(leftovers.of(List.of("gone")))
        .extracting(Leftover::toString)
        .containsExactly("gone");
  }

  @Test
  void namesThatChangeAllTheTimeFillNoLog_andHideNoKey() throws IOException {
    int lines = 0;
    for (int i = 0; i < 100; i++) {
      lines += looked("a" + i, "b" + i).size();
    }
    assertThat(lines).isEqualTo(20);
    Files.writeString(inbox.resolve("key"), KEY);
    assertThat(looked("key")).singleElement().asString().startsWith("WARN ");
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    assertThat(looked("c")).hasSize(1);
  }

  @Test
  void aNameThatSpeaksWithCertdropsVoiceIsQuotedAndCut() {
    String name = "notes.bin (your own: type certdrop delete node_x \") --yes " + "x".repeat(80);
    assertThat(leftovers.of(List.of(name)))
        .singleElement()
        .asString()
        .startsWith("\"notes.bin (your own: type certdrop delete node_x \\u0022) --yes xxx")
        .endsWith("x...\"");
  }
}
