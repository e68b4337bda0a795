package org.certdrop.identity;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.certdrop.files.Owner;
import org.certdrop.files.Reason;
import org.certdrop.text.Printable;

/** A file of our own that takes a few kilobytes, read as a whole. */
final class SmallFile {
  /**
   * More than any certificate, key or configuration needs, in octets: a drop has this limit too.
   */
  private static final int MAX_SIZE = 64 * 1024;

  private SmallFile() {}

  /**
   * Reads it.
   *
   * @param file its path; links are followed, since the file is our own
   * @param wanted what should be there, in words that complete "Put "
   * @return its content
   * @throws IdentityException if it is no regular file, too large, or cannot be read
   */
  static byte[] read(Path file, String wanted) throws IdentityException {
    String shown = Printable.of(file.toString());
    try {
      // Anything but a file could block the start for ever, as a named pipe does.
      if (!Files.isRegularFile(file)) {
        throw new IdentityException(
            shown + " is no regular file.", "Put " + wanted + " there, or move it away.");
      }
      try (InputStream in = Files.newInputStream(file)) {
        byte[] content = in.readNBytes(MAX_SIZE + 1);
        if (content.length > MAX_SIZE) {
          throw new IdentityException(
              shown + " is larger than 64 KiB.", "Put " + wanted + " there.");
        }
        return content;
      }
    } catch (IOException e) {
      throw new IdentityException(
          shown + " cannot be read: " + Reason.reason(e) + ".",
          e instanceof AccessDeniedException
              ? Owner.advice(file)
              : "Let the user that runs certdrop read it: see the file's owner and mode with ls -l.",
          e);
    }
  }
}
