package org.certdrop.identity;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.certdrop.files.BoundedFile;
import org.certdrop.files.Denial;
import org.certdrop.files.FileContent;
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
      FileContent content = BoundedFile.readOwn(file, MAX_SIZE);
      if (content instanceof FileContent.Bytes whole) {
        return whole.bytes();
      }
      if (content instanceof FileContent.TooLarge) {
        throw new IdentityException(shown + " is larger than 64 KiB.", "Put " + wanted + " there.");
      }
      throw notAFile(shown, wanted);
    } catch (NoSuchFileException e) {
      throw notAFile(shown, wanted); // a link that leads nowhere
    } catch (IOException e) {
      throw new IdentityException(
          shown + " cannot be read: " + Reason.reason(e) + ".",
          e instanceof AccessDeniedException
              ? Denial.advice(file)
              : "Let the user that runs certdrop read it: see the file's owner and mode with ls -l.",
          e);
    }
  }

  private static IdentityException notAFile(String shown, String wanted) {
    return new IdentityException(
        shown + " is no regular file.", "Put " + wanted + " there, or move it away.");
  }
}
