package org.certdrop.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The order of the codes is that of the findings in a verdict, and decides its code. */
class CodeTest {
  /** The codes in the order of docs/formats.md, without those that stand first there. */
  private static final List<String> TABLE =
      List.of(
          "not-pem",
          "wrong-label",
          "multiple-certificates",
          "truncated",
          "malformed-certificate",
          "unsupported-version",
          "unrecognized-critical-extension",
          "unsupported-key",
          "weak-key",
          "weak-signature",
          "bad-signature",
          "unknown-issuer",
          "expired",
          "not-yet-valid",
          "identity-mismatch",
          "wrong-role",
          "no-host-in-certificate",
          "no-role-in-certificate",
          "host-not-in-certificate",
          "conflicting-metadata",
          "no-party-in-certificate",
          "expiring-soon",
          "nonconforming-serial",
          "usage-excludes-signature",
          "loopback-endpoint",
          "duplicate-endpoint");

  /** The list below it; section 11 puts bad-bundle-signature before key-change. */
  private static final List<String> LIST =
      List.of(
          "unreadable",
          "too-large",
          "missing-sidecar",
          "missing-certificate",
          "malformed-sidecar",
          "malformed-archive",
          "left-in-archive",
          "former-certificate",
          "missing-field",
          "invalid-field",
          "own-party",
          "bad-bundle-signature",
          "key-change",
          "second-researcher",
          "certificate-in-use",
          "party-id-conflict",
          "removed",
          "not-on-roster",
          "replayed");

  @Test
  void whatEndangersComesFirstThenTheTableThenTheList() {
    assertThat(Code.values())
        .extracting(Code::toString)
        .containsExactlyElementsOf(
            Stream.of(List.of("private-key-present", "distrusted"), TABLE, LIST)
                .flatMap(List::stream)
                .toList());
  }

  @Test
  void theWarningsOfTheTableWarnAndAllElseRefuses() {
    List<String> warnings =
        new ArrayList<>(TABLE.subList(TABLE.indexOf("no-party-in-certificate"), TABLE.size()));
    warnings.addAll(
        List.of(
            "no-role-in-certificate",
            "host-not-in-certificate",
            "left-in-archive",
            "former-certificate"));

    assertThat(Code.values())
        .allSatisfy(
            code ->
                assertThat(new Finding(code, "It is so.", "Change it.").severity())
                    .as(code.toString())
                    .hasToString(warnings.contains(code.toString()) ? "warn" : "refuse"));
  }

  @Test
  void everyCodeSaysWhereItsRuleIsWritten() {
    assertThat(Code.values()).extracting(Code::citation).allMatch(citation -> !citation.isBlank());
  }
}
