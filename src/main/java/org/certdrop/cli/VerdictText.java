package org.certdrop.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.certdrop.rules.Finding;
import org.certdrop.status.Settlement;
import org.certdrop.status.StatusReport;
import org.certdrop.terminal.Screen;
import org.certdrop.terminal.Tone;
import org.certdrop.text.Printable;
import org.certdrop.verdict.Outcome;
import org.certdrop.verdict.Verdict;
import org.certdrop.x509.Fingerprint;

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

  /**
   * A verdict of the past in a line, and what to do.
   *
   * @param status what became of it since
   */
  static void print(Screen screen, JsonNode verdict, StatusReport status) {
    Optional<String> ended = Settlement.ofRefusal(verdict, status);
    Optional<String> settled =
        ended.isPresent() ? Optional.of("settled since") : Settlement.of(verdict, status);
    String code = verdict.path("code").asText("");
    String outcome = Printable.of(verdict.path("outcome").asText());
    screen.println(
        "  "
            + Printable.of(verdict.path("decided_at").asText())
            + " "
            + outcome
            + settled.map(since -> " (" + since + ")").orElse("")
            + Printable.of(
                (code.isEmpty() || verdict.path("code").isNull() ? "" : " " + code)
                    + " "
                    + verdict.path("submission").asText()
                    + reason(verdict)),
        outcome,
        settled.isPresent() ? Tone.NONE : tone(outcome));
    ended.or(() -> hint(verdict)).ifPresent(hint -> screen.println("    " + hint));
    if (outcome.equals(Outcome.REFUSED.toString())) {
      screen.println(
          "    The full verdict: inbox/refused/"
              + Printable.of(verdict.path("submission").asText())
              + "/verdict.json");
    }
  }

  /**
   * Why it was refused, in the first place; of a receipt, whose it is, and what it leaves to do.
   */
  private static String reason(JsonNode verdict) {
    String from = isReceipt(verdict) ? " of " + verdict.path("party_id").asText() : "";
    return refusal(verdict).map(finding -> ": " + finding.path("message").asText()).orElse(from);
  }

  private static boolean isReceipt(JsonNode verdict) {
    return verdict.path("outcome").asText().equals(Outcome.RECEIPT.toString());
  }

  /** What a verdict is about: a party and its certificate, as far as they are known. */
  static String about(Verdict verdict) {
    String certificate = verdict.certificate().map(Fingerprint::toString).orElse("");
    return verdict
        .party()
        .map(party -> (party + " " + certificate).strip())
        .orElse((certificate.isEmpty() ? "what" : certificate + ", which") + " names no party");
  }

  private static Optional<String> hint(JsonNode verdict) {
    return refusal(verdict)
        .map(finding -> Printable.of(finding.path("hint").asText()))
        .filter(hint -> !hint.isEmpty());
  }

  /** The finding that decided; of a receipt that counts, any. */
  private static Optional<JsonNode> refusal(JsonNode verdict) {
    for (JsonNode finding : verdict.path("findings")) {
      if (isReceipt(verdict) || finding.path("severity").asText().equals("refuse")) {
        return Optional.of(finding);
      }
    }
    return Optional.empty();
  }
}
