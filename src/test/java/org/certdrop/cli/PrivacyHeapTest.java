package org.certdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.certdrop.home.Home;
import org.certdrop.service.Service;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Dropped keys leave the heap with their submissions: a dump of all that is reachable, taken from
 * the running service, holds none of them, neither as bytes nor as characters.
 */
class PrivacyHeapTest {
  /** Of a key's base64, a part that is its own, in characters of its second line. */
  private static final int SOUGHT = 24;

  private static final int FROM = 70;

  @TempDir Path directory;

  private final DroppedKeys keys = new DroppedKeys();

  /** What to search, turned inside out like the keys themselves, and what it is. */
  private Map<String, byte[]> sought() {
    Map<String, byte[]> sought = new HashMap<>();
    for (String form : keys.names()) {
      byte[] narrow = Arrays.copyOfRange(keys.secret(form), FROM, FROM + SOUGHT);
      // With a zero between any two, in whatever order of octets.
      byte[] wide = new byte[2 * SOUGHT - 1];
      Arrays.fill(wide, DroppedKeys.TURN);
      for (int i = 0; i < SOUGHT; i++) {
        wide[2 * i] = narrow[i];
      }
      sought.put(form + " as bytes", narrow);
      sought.put(form + " as characters", wide);
    }
    return sought;
  }

  /** The forms of which the heap holds a part. */
  private Set<String> found(String name) throws IOException {
    Path dump = directory.resolve(name + ".hprof");
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpHeap(dump.toString(), true);
    return new TurnedSearch(sought(), DroppedKeys.TURN).in(dump);
  }

  @Test
  void nothingThatStaysHoldsADroppedKey() throws Exception {
    Path home = DroppedKeys.makeHome(directory.resolve("home"));
    List<Path> files = keys.drop(home.resolve("inbox"), directory.resolve("copies"));
    try (Service service = Service.start(new Home(home))) {
      assertThat(service.handleWaiting()).as("all are refused").isFalse();
      for (Path file : files) {
        type("check", file.toString());
      }
      assertThat(found("after")).isEmpty();
    }
  }

  @Test
  void aKeyThatIsHeldIsFoundInEachForm() throws Exception {
    Path home = DroppedKeys.makeHome(directory.resolve("home"));
    keys.drop(home.resolve("inbox"), directory.resolve("copies"));
    String text = Files.readString(home.resolve("inbox/pkcs8.pem")).replace("\n", "");
    List<Object> held = new ArrayList<>();
    held.add(text);
    assertThat(found("text")).containsExactly("pkcs8 as bytes");
    held.set(0, text.toCharArray());
    text = null;
    assertThat(found("characters")).containsExactly("pkcs8 as characters");
    held.set(0, new String((char[]) held.get(0)) + "\u20ac");
    assertThat(found("wide")).containsExactly("pkcs8 as characters");
    assertThat(held).hasSize(1);
  }

  private static void type(String... words) {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    Certdrop.execute(nowhere, nowhere, words);
  }
}
