package org.certdrop.submission;

import java.util.List;
import java.util.Locale;

/** What a name in the inbox says that a file is. */
public enum DropKind {
  /** A certificate or an instructions text. */
  CERTIFICATE,
  /** A sidecar. */
  SIDECAR,
  /** The signature over a sidecar. */
  SIGNATURE,
  /** The signature over a sidecar by the key of the certificate before. */
  OLD_SIGNATURE,
  /** A receipt. */
  RECEIPT,
  /** The signature over a receipt. */
  RECEIPT_SIGNATURE,
  /** Several of the others in one file. */
  ARCHIVE,
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
  private static final String ARCHIVE_SUFFIX = ".zip";
  private static final String SIGNATURE_SUFFIX = ".p7s";
  private static final String OLD_SIGNATURE_SUFFIX = ".old" + SIGNATURE_SUFFIX;

  /**
   * Classifies a file's name; suffixes count in any letter case.
   *
   * @param name the last part of a path
   */
  public static DropKind of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.startsWith(".") || endsWithOneOf(UNFINISHED, lower)) {
      return IGNORED;
    }
    if (lower.equals(VERDICT)) {
      return UNRECOGNISED;
    }
    if (lower.endsWith(SIGNATURE_SUFFIX)) {
      return signature(lower);
    }
    if (lower.endsWith(SIDECAR_SUFFIX)) {
      return lower.endsWith(RECEIPT_SUFFIX) ? RECEIPT : SIDECAR;
    }
    if (lower.endsWith(ARCHIVE_SUFFIX)) {
      return ARCHIVE;
    }
    return endsWithOneOf(CERTIFICATE_SUFFIXES, lower) ? CERTIFICATE : UNRECOGNISED;
  }

  /**
   * Whether it is taken out of an archive. An archive in an archive is not: that might never end.
   */
  public boolean isTakenFromArchive() {
    return this != IGNORED && this != UNRECOGNISED && this != ARCHIVE;
  }

  private static boolean endsWithOneOf(List<String> suffixes, String name) {
    for (String suffix : suffixes) {
      if (name.endsWith(suffix)) {
        return true;
      }
    }
    return false;
  }

  private static DropKind signature(String lower) {
    String signed = signedName(lower);
    if (!signed.endsWith(SIDECAR_SUFFIX)) {
      return UNRECOGNISED;
    }
    if (lower.endsWith(OLD_SIGNATURE_SUFFIX)) {
      return OLD_SIGNATURE;
    }
    return signed.endsWith(RECEIPT_SUFFIX) ? RECEIPT_SIGNATURE : SIGNATURE;
  }

  /**
   * The name of the file that a signature is over, as the signature's name spells it.
   *
   * @param signature the name of a signature
   */
  static String signedName(String signature) {
    String suffix =
        signature.toLowerCase(Locale.ROOT).endsWith(OLD_SIGNATURE_SUFFIX)
            ? OLD_SIGNATURE_SUFFIX
            : SIGNATURE_SUFFIX;
    return signature.substring(0, signature.length() - suffix.length());
  }
}
