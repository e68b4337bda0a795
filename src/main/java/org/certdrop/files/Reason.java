package org.certdrop.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.certdrop.text.Printable;

/** Names a fault of the file system in words. */
public final class Reason {
  private Reason() {}

  /** What went wrong, with the file's name where it is known; a clause without a full stop. */
  public static String described(IOException fault) {
    return fault instanceof FileSystemException named && named.getFile() != null
        ? Printable.of(named.getFile()) + ": " + reason(fault)
        : reason(fault);
  }

  /** Whether a file is gone from its server that was there a moment ago: somebody else has it. */
  public static boolean isStale(IOException fault) {
    return fault instanceof FileSystemException named
        && String.valueOf(named.getReason()).startsWith("Stale file handle");
  }

  /** What went wrong, without the file's name; a clause without a full stop. */
  public static String reason(IOException fault) {
    String said =
        fault instanceof FileSystemException named ? named.getReason() : fault.getMessage();
    if (said == null && fault instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (said == null && fault instanceof NoSuchFileException) {
      return "no such file";
    }
    return said == null ? fault.getClass().getSimpleName() : Printable.of(said);
  }
}
