package org.certdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.certdrop.home.TypedCommands;
import org.certdrop.status.StatusReport;
import org.certdrop.status.Unseen;
import org.certdrop.terminal.Screen;
import org.certdrop.terminal.Terminal;
import org.junit.jupiter.api.Test;

class StatusTextTest {
  private static List<String> lines(Unseen unseen) {
    StringWriter text = new StringWriter();
    StatusCommand.print(
        new Screen(new PrintWriter(text, true), Terminal.NONE, TypedCommands.PLAIN),
        new StatusReport(
            List.of(),
            0,
            List.of(),
            0,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            unseen));
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
            "waiting: " + Unseen.UNKNOWN,
            "unrecognised: " + Unseen.UNKNOWN,
            "last verdicts: " + Unseen.UNKNOWN);
  }

  @Test
  void whatIsSeenToBeAbsentIsNone() {
    assertThat(lines(Unseen.NOTHING))
        .contains("own: no certificate", "waiting: none", "last verdicts: none");
  }
}
