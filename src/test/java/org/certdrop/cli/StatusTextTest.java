package org.certdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.certdrop.home.Faults;
import org.certdrop.home.TypedCommands;
import org.certdrop.status.TestReports;
import org.certdrop.status.Unseen;
import org.certdrop.terminal.Screen;
import org.certdrop.terminal.Terminal;
import org.junit.jupiter.api.Test;

class StatusTextTest {
  private static List<String> lines(Unseen unseen) {
    return lines(unseen, List.of());
  }

  private static List<String> lines(Unseen unseen, List<Faults.Fault> warnings) {
    StringWriter text = new StringWriter();
    StatusCommand.print(
        new Screen(new PrintWriter(text, true), Terminal.NONE, TypedCommands.PLAIN),
        TestReports.of(Optional.empty(), warnings, unseen));
    return text.toString().lines().toList();
  }

  @Test
  void whatCannotBeSeenIsUnknown() {
    assertThat(
            lines(
                new Unseen(
                    Set.of(Unseen.OWN, Unseen.SERVICE, Unseen.INBOX, Unseen.VERDICTS), true)))
        .contains(
            "own: " + Unseen.UNKNOWN,
            "topology: " + Unseen.UNKNOWN,
            "service: " + Unseen.UNKNOWN,
            "files waiting: " + Unseen.UNKNOWN,
            "unrecognised: " + Unseen.UNKNOWN,
            "last verdicts: " + Unseen.UNKNOWN);
  }

  @Test
  void warningsAreUnknownWithWhatTheyAreAbout() {
    for (String part : List.of(Unseen.CONFIGURATION, Unseen.OWN, Unseen.REGISTRY)) {
      assertThat(lines(new Unseen(Set.of(part), false), List.of()))
          .contains("warnings: " + Unseen.UNKNOWN);
      assertThat(
              lines(
                  new Unseen(Set.of(part), false),
                  List.of(new Faults.Fault("node_a", "It ends.", Instant.EPOCH))))
          .contains("warnings: 1", "  whether there are more is " + Unseen.UNKNOWN);
    }
    assertThat(lines(new Unseen(Set.of(Unseen.INBOX), false), List.of()))
        .contains("warnings: none");
  }

  @Test
  void whatIsSeenToBeAbsentIsNone() {
    assertThat(lines(Unseen.NOTHING))
        .contains("own: no certificate", "files waiting: none", "last verdicts: none");
  }
}
