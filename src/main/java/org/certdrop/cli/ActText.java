package org.certdrop.cli;

import java.util.List;
import org.certdrop.registration.Entry;
import org.certdrop.registration.JournalEvent;
import org.certdrop.registration.JournalLine;
import org.certdrop.registration.Verified;
import org.certdrop.terminal.Screen;
import org.certdrop.text.Printable;
import org.certdrop.text.Timestamps;

/** What people did to the registry by hand, for people. */
final class ActText {
  private ActText() {}

  /** Prints the acts, a line each; nothing if there are none. */
  static void print(Screen screen, List<JournalLine> acts) {
    if (!acts.isEmpty()) {
      screen.println("last done by hand: " + acts.size());
    }
    for (JournalLine act : acts) {
      screen.println(
          "  "
              + Timestamps.millis(act.at())
              + " "
              + act.event().word()
              + " "
              + act.party()
              + " "
              + act.sha256().brief()
              + "..."
              + by(act));
    }
  }

  private static String by(JournalLine act) {
    return act.entry()
        .filter(entry -> act.event() == JournalEvent.CONFIRMED)
        .map(Entry::verified)
        .flatMap(Verified::by)
        .map(name -> ", by " + Printable.of(name))
        .orElse("");
  }
}
