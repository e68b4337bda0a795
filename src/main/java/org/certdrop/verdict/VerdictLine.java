package org.certdrop.verdict;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.certdrop.party.PartyId;
import org.certdrop.rules.Code;
import org.certdrop.rules.Finding;

/** A verdict in one line of the log. */
public final class VerdictLine {
  private VerdictLine() {}

  /**
   * Outcome, submission, party, the finding that decided, else the first one, in words, with each
   * entry that was removed for it, what a pending one waits for, and the hint of a refused one; of
   * printable characters alone.
   */
  public static String of(Verdict verdict) {
    StringBuilder line = new StringBuilder();
    line.append(verdict.outcome()).append(' ').append(verdict.submission());
    verdict.party().map(PartyId::value).ifPresent(id -> line.append(" party=").append(id));
    verdict.code().map(Code::toString).ifPresent(code -> line.append(" code=").append(code));
    Optional<Finding> first =
        verdict.findings().stream()
            .filter(finding -> verdict.code().isEmpty() || finding.refuses())
            .min(Comparator.comparing(finding -> finding.code() != Code.SECOND_RESEARCHER));
    String said =
        Stream.concat(first.stream(), verdict.findings().stream().filter(RivalFindings::isRemoval))
            .distinct()
            .map(Finding::message)
            .collect(Collectors.joining(" "));
    line.append(said.isEmpty() ? "" : ": " + said);
    verdict
        .party()
        .filter(party -> verdict.outcome() == Outcome.PENDING)
        .ifPresent(
            party ->
                line.append(line.charAt(line.length() - 1) == '.' ? " It waits" : ": waits")
                    .append(" for a confirmation, see ./certdrop show ")
                    .append(party)
                    .append("; its files lie in inbox/accepted/")
                    .append(verdict.submission()));
    if (verdict.outcome() == Outcome.REFUSED) {
      first
          .map(Finding::hint)
          .filter(hint -> !hint.isEmpty())
          .ifPresent(hint -> line.append(" What to do: ").append(hint));
      line.append(" (the full verdict: inbox/refused/")
          .append(verdict.submission())
          .append("/verdict.json)");
    }
    return line.toString();
  }
}
