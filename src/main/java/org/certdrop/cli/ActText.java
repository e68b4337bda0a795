package org.certdrop.cli;

import java.util.List;
import org.certdrop.status.DoneByHand;
import org.certdrop.terminal.Screen;
import org.certdrop.text.Printable;
import org.certdrop.text.Timestamps;

/** What people did by hand, for people. */
final class ActText {
  private ActText() {}

  /** Prints the acts, a line each; nothing if there are none. */
  static void print(Screen screen, List<DoneByHand> acts) {
    if (!acts.isEmpty()) {
      screen.println("last done by hand: " + acts.size());
    }
    for (DoneByHand act : acts) {
      screen.println(
          "  "
              + Timestamps.millis(act.at())
              + " "
              + Printable.of(act.what())
              + act.party().map(party -> " " + party).orElse("")
              + act.certificate().map(sha256 -> " " + sha256.brief() + "...").orElse("")
              + act.by().map(name -> ", by " + Printable.of(name)).orElse(""));
    }
  }
}
