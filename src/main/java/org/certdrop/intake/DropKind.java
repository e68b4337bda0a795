package org.certdrop.intake;

import java.util.List;
import java.util.Locale;

/** What a name in the inbox says that a file is. */
public enum DropKind {
  /** A certificate or an instructions text. */
  CERTIFICATE,
  /** A sidecar. */
  SIDECAR,
  /** Hidden, or a transfer that is not finished: not looked at. */
  IGNORED,
  /** Nothing that certdrop takes: left where it is. */
  UNRECOGNISED;

  static final String SIDECAR_SUFFIX = ".json";

  /** In the order in which they win a sidecar that fits several. */
  static final List<String> CERTIFICATE_SUFFIXES = List.of(".pem", ".crt", ".cer", ".txt");

  private static final List<String> UNFINISHED =
      List.of("~", ".part", ".partial", ".tmp", ".filepart", ".crdownload", ".swp");

  /** Would collide with what certdrop writes beside the files of a handled submission. */
  private static final String VERDICT = "verdict.json";

  private static final String RECEIPT_SUFFIX = ".receipt.json";

  /**
   * Classifies a file's name; suffixes count in any letter case.
   *
   * @param name the last part of a path
   */
  public static DropKind of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.startsWith(".") || UNFINISHED.stream().anyMatch(lower::endsWith)) {
      return IGNORED;
    }
    if (lower.equals(VERDICT) || lower.endsWith(RECEIPT_SUFFIX)) {
      return UNRECOGNISED;
    }
    if (lower.endsWith(SIDECAR_SUFFIX)) {
      return SIDECAR;
    }
    return CERTIFICATE_SUFFIXES.stream().anyMatch(lower::endsWith) ? CERTIFICATE : UNRECOGNISED;
  }
}
