package org.certdrop.inbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.certdrop.files.BoundedFile;
import org.certdrop.files.FileContent;
import org.certdrop.submission.LeftAlone;
import org.certdrop.submission.Limits;
import org.certdrop.text.Printable;
import org.certdrop.x509.PemDocument;

/**
 * Something in the inbox that certdrop leaves alone.
 *
 * @param name its name there
 * @param holdsPrivateKey whether it is a small file with a private key in it
 * @param advice what it is, and what to do about it; empty if neither can be told
 */
public record Leftover(String name, boolean holdsPrivateKey, Optional<String> advice) {
  private static final String KEY = "it holds a private key: take it away";
  private static final String FOLDER = "a folder: drop the files in it, not the folder";

  /**
   * Looks at it: at a small regular file's content, of anything else at its kind alone.
   *
   * @throws java.nio.file.NoSuchFileException if it has been taken away
   * @throws IOException if the operating system cannot look now
   */
  static Leftover of(Path inbox, String name) throws IOException {
    Path file = inbox.resolve(name);
    boolean key =
        BoundedFile.read(file, Limits.FILE_BYTES) instanceof FileContent.Bytes whole
            && PemDocument.read(whole.bytes()).holdsPrivateKey();
    boolean folder = Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
    Optional<String> byName = folder ? Optional.of(FOLDER) : LeftAlone.advice(name);
    return new Leftover(name, key, key ? Optional.of(KEY) : byName);
  }

  /** One that cannot be looked at. */
  static Leftover unknown(String name) {
    return new Leftover(name, false, LeftAlone.advice(name));
  }

  /** That a private key lies there, and what to do; of printable characters alone. */
  public String alarm() {
    return Printable.quotedName(name)
        + " holds a private key, which must never travel; certdrop left it there. The key must be"
        + " considered compromised: take the file away, and ask its owner for a certificate with a"
        + " new key.";
  }

  /** Its name, and what to do about it; of printable characters alone. */
  @Override
  public String toString() {
    return Printable.name(name) + advice.map(what -> " (" + what + ")").orElse("");
  }
}
