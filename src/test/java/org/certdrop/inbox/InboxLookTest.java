package org.certdrop.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.certdrop.home.Faults;
import org.certdrop.service.LoggedLines;
import org.certdrop.submission.Pairing;
import org.junit.jupiter.api.Test;

class InboxLookTest {
  private final AtomicLong nanos = new AtomicLong();
  private final Faults faults = new Faults(Clock.systemUTC());
  private final EntryFaults entries = new EntryFaults(faults, EntryFaults.READING, nanos::get);
  private final Set<String> leased = new HashSet<>();

  private void look(List<String> names, Map<String, IOException> unreadable) {
    InboxLook look =
        new InboxLook(
            Pairing.of(names),
            unreadable,
            (drop, othersSettled) -> {
              if (leased.contains(drop.primary())) {
                throw new IOException("it does not open in time");
              }
              return Stage.LONE;
            },
            entries);
    while (!look.isDone()) {
      look.examineNext();
    }
  }

  private List<String> faulty() {
    return faults.current().stream().map(Faults.Fault::where).toList();
  }

  private static List<String> many(int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add("z" + (100 + i) + ".txt");
    }
    return names;
  }

  @Test
  void aFaultOfAFileThatIsTakenAwayEnds() {
    leased.addAll(List.of("y.txt", "z.txt"));
    look(List.of("y.txt", "z.txt"), Map.of("x.txt", new IOException("Stale file handle")));
    assertThat(faulty()).containsExactly("inbox/x.txt", "inbox/y.txt", "inbox/z.txt");
    look(List.of("z.txt"), Map.of());
    assertThat(faulty()).containsExactly("inbox/z.txt");
    look(List.of(), Map.of());
    assertThat(faulty()).isEmpty();
  }

  @Test
  void aFaultThatIsTheWholeDropsEndsWhereTheDropHasAnotherFirstFile() {
    leased.add("a.json");
    look(List.of("a.json"), Map.of());
    look(List.of("a.json", "a.pem"), Map.of());
    assertThat(faulty()).isEmpty();
  }

  @Test
  void manyFaultsAreTenAndOneOfAllOthers() {
    List<String> names = many(300);
    leased.addAll(names);
    look(names, Map.of());
    assertThat(faults.current()).hasSize(11);
    assertThat(faults.current().get(0).where()).isEqualTo("inbox/...");
    assertThat(faults.current().get(0).message()).isEqualTo("the same or the like with 290 more");
    look(names.subList(0, 299), Map.of());
    assertThat(faults.current().get(0).message()).isEqualTo("the same or the like with 289 more");
    look(names.subList(290, 300), Map.of());
    look(names.subList(290, 300), Map.of());
    assertThat(faulty()).isEqualTo(names.subList(290, 300).stream().map("inbox/"::concat).toList());
  }

  @Test
  void faultsThatComeAndGoFillNoLog() {
    List<String> names = many(300);
    leased.addAll(names);
    try (LoggedLines log = new LoggedLines(Faults.class)) {
      for (int i = 0; i < 100; i++) {
        look(names, Map.of());
        look(List.of(), Map.of());
      }
      assertThat(log.lines()).hasSize(20);
    }
  }

  @Test
  void aNameThatSpeaksWithCertdropsVoiceIsQuoted() {
    leased.add("a: works again (\"\n.txt");
    look(List.copyOf(leased), Map.of());
    assertThat(faulty()).containsExactly("inbox/\"a: works again (\\u0022\\u000a.txt\"");
  }
}
