package org.certdrop.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DropKindTest {

  @ParameterizedTest
  @CsvSource({
    "a.pem, CERTIFICATE",
    "a.PEM, CERTIFICATE",
    "a b.crt, CERTIFICATE",
    "a.cer, CERTIFICATE",
    "a.txt, CERTIFICATE",
    "-rf.pem, CERTIFICATE",
    "a.json, SIDECAR",
    "a.pem.JSON, SIDECAR",
    ".pem, IGNORED",
    ".hidden.pem, IGNORED",
    "a.pem~, IGNORED",
    "a.pem.part, IGNORED",
    "a.pem.Partial, IGNORED",
    "a.json.tmp, IGNORED",
    "a.filepart, IGNORED",
    "a.crdownload, IGNORED",
    ".a.swp, IGNORED",
    "a.swp, IGNORED",
    "verdict.json, UNRECOGNISED",
    "Verdict.JSON, UNRECOGNISED",
    "a--to--b.receipt.json, UNRECOGNISED",
    "a.docx, UNRECOGNISED",
    "pem, UNRECOGNISED",
    "#a.pem#, UNRECOGNISED",
    "a.json.p7s, UNRECOGNISED"
  })
  void aNameSaysWhatAFileIs(String name, DropKind kind) {
    assertThat(DropKind.of(name)).isEqualTo(kind);
  }
}
