package org.certdrop.cli;

import java.io.PrintWriter;
import java.util.List;
import org.certdrop.rules.Finding;

/** Findings for people: what is wrong, and under it what to do. */
final class VerdictText {
  private VerdictText() {}

  static void print(PrintWriter out, List<Finding> findings) {
    for (Finding finding : findings) {
      out.println(
          "  "
              + (finding.refuses() ? "" : "warning: ")
              + finding.code()
              + ": "
              + finding.message());
      if (!finding.hint().isEmpty()) {
        out.println("    " + finding.hint());
      }
    }
  }
}
