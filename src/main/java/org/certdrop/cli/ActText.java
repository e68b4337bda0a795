package org.certdrop.cli;

import java.util.List;
import org.certdrop.registration.JournalEvent;
import org.certdrop.status.DoneByHand;
import org.certdrop.terminal.Screen;
import org.certdrop.text.Printable;
import org.certdrop.text.Timestamps;

/** What people did by hand, for people. */
final class ActText {
  private static final String PENDING = JournalEvent.PENDING.word();

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
              + Printable.of(act.actor())
              + " "
              + act.party()
                  .map(party -> about(Printable.of(act.what()), party.value()))
                  .orElse(Printable.of(act.what()))
              + act.certificate().map(sha256 -> " " + sha256.brief() + "...").orElse("")
              + (act.what().equals(PENDING) ? ", pending" : ""));
    }
  }

  /** What was done, with the party in the place of the pronoun that stands for it. */
  private static String about(String what, String party) {
    if (what.equals(PENDING)) {
      return "registered " + party;
    }
    for (String pronoun : List.of("called it ", "took its alias ")) {
      if (what.startsWith(pronoun)) {
        String named = pronoun.replace("its alias", "the alias of " + party);
        return named.replace(" it ", " " + party + " ") + what.substring(pronoun.length());
      }
    }
    return what + " " + party;
  }
}
