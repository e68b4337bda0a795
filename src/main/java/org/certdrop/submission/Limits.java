package org.certdrop.submission;

/** How large what is dropped may be; nothing over a limit is read to its end. */
public final class Limits {
  /** The longest certificate file, sidecar or text, in bytes. */
  public static final int FILE_BYTES = 64 * 1024;

  /** The longest archive, and the most that all in it may be together, in bytes. */
  public static final int ARCHIVE_BYTES = 4 * 1024 * 1024;

  /** How many entries an archive may have. */
  public static final int ARCHIVE_ENTRIES = 64;

  private Limits() {}

  /** The limit of a file, by its name, in bytes. */
  public static int of(String name) {
    return DropKind.of(name) == DropKind.ARCHIVE ? ARCHIVE_BYTES : FILE_BYTES;
  }
}
