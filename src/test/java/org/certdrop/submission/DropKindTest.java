package org.certdrop.submission;

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
    "a--to--b.receipt.json, RECEIPT",
    "a.Receipt.JSON, RECEIPT",
    "a.receipt.json.p7s, RECEIPT_SIGNATURE",
    "a.receipt.json.old.p7s, OLD_SIGNATURE",
    "a.json.p7s, SIGNATURE",
    "a.pem.JSON.P7S, SIGNATURE",
    "a.json.old.p7s, OLD_SIGNATURE",
    "a.json.OLD.p7s, OLD_SIGNATURE",
    "a.p7s, UNRECOGNISED",
    "a.old.p7s, UNRECOGNISED",
    ".json.p7s, IGNORED",
    "a.zip, ARCHIVE",
    "a.pem.ZIP, ARCHIVE",
    ".a.zip, IGNORED",
    "a.zip.part, IGNORED",
    "a.docx, UNRECOGNISED",
    "pem, UNRECOGNISED",
    "#a.pem#, UNRECOGNISED"
  })
  void aNameSaysWhatAFileIs(String name, DropKind kind) {
    assertThat(DropKind.of(name)).isEqualTo(kind);
  }
}
