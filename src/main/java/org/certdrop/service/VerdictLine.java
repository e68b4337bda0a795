package org.certdrop.service;

import org.certdrop.intake.Outcome;
import org.certdrop.intake.Verdict;
import org.certdrop.party.PartyId;
import org.certdrop.rules.Code;
import org.certdrop.rules.Finding;

/** A verdict in one line of the log. */
final class VerdictLine {
  private VerdictLine() {}

  /**
   * Outcome, submission, party, the first finding in words, where all are that refused it, and what
   * a pending one waits for; of printable characters alone.
   */
  static String of(Verdict verdict) {
    StringBuilder line = new StringBuilder();
    line.append(verdict.outcome()).append(' ').append(verdict.submission());
    verdict.party().map(PartyId::value).ifPresent(id -> line.append(" party=").append(id));
    verdict.code().map(Code::toString).ifPresent(code -> line.append(" code=").append(code));
    verdict.findings().stream()
        .filter(finding -> verdict.code().isEmpty() || finding.refuses())
        .findFirst()
        .map(Finding::message)
        .ifPresent(message -> line.append(": ").append(message));
    verdict
        .party()
        .filter(party -> verdict.outcome() == Outcome.PENDING)
        .ifPresent(
            party -> line.append(": waits for a confirmation, see ./certdrop show ").append(party));
    if (verdict.outcome() == Outcome.REFUSED) {
      line.append(" What to do: inbox/refused/")
          .append(verdict.submission())
          .append("/verdict.json");
    }
    return line.toString();
  }
}
