package org.certdrop.submission;

/** How large what is dropped may be; nothing over a limit is read to its end. */
public final class Limits {
  /** The longest certificate file, sidecar or text, in bytes. */
  public static final int FILE_BYTES = 64 * 1024;

  private Limits() {}
}
