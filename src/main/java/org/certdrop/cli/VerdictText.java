package org.certdrop.cli;

import java.util.List;
import org.certdrop.rules.Finding;

/** Findings for people: what is wrong, and under it what to do. */
final class VerdictText {
  private static final String WARNING = "warning: ";

  private VerdictText() {}

  static void print(Screen screen, List<Finding> findings) {
    for (Finding finding : findings) {
      String code = (finding.refuses() ? "" : WARNING) + finding.code();
      Tone tone = finding.refuses() ? Tone.BAD : Tone.FAIR;
      screen.println("  " + code + ": " + finding.message(), code, tone);
      if (!finding.hint().isEmpty()) {
        screen.println("    " + finding.hint());
      }
    }
  }

  /** The colour of an outcome, by its word in a verdict. */
  static Tone tone(String outcome) {
    return switch (outcome) {
      case "registered", "replaced" -> Tone.GOOD;
      case "pending" -> Tone.FAIR;
      case "refused" -> Tone.BAD;
      default -> Tone.NONE;
    };
  }
}
