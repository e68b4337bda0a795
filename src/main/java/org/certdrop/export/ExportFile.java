package org.certdrop.export;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.certdrop.files.DurableFiles;
import org.certdrop.files.Reason;
import org.certdrop.files.WholeFiles;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;

/** One file that an export writes: its readers see the old content or the new one, whole. */
public final class ExportFile {
  /** What the umask leaves of it is up to the person who types the command. */
  private static final Set<PosixFilePermission> BY_UMASK =
      PosixFilePermissions.fromString("rw-rw-rw-");

  private final Path file;
  private final DurableFiles files;

  /** A file, which need not exist. */
  public ExportFile(Path file) {
    this(file, new DurableFiles());
  }

  ExportFile(Path file, DurableFiles files) {
    this.file = file.toAbsolutePath();
    this.files = files;
  }

  /**
   * Writes it; through a link, to where the link leads.
   *
   * @param content what it holds from now on
   * @return where it lies, or why it cannot be written
   * @throws IOException if the disk fails; the old file is then as it was
   */
  public Parsed<Path> write(byte[] content) throws IOException {
    String shown = Printable.of(file.toString());
    if (file.getFileName() == null || !Files.isDirectory(file.getParent())) {
      return Parsed.bad(
          shown + " lies in no directory that exists.", "Make the directory, or name another.");
    }
    boolean exists = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    if (exists && !Files.isRegularFile(file)) {
      return Parsed.bad(shown + " is no regular file.", "Name a file, or move that away.");
    }
    Path place = exists ? file.toRealPath() : file;
    WholeFiles whole = new WholeFiles(files);
    try {
      whole.clean(place);
      whole.write(place, content, BY_UMASK);
      files.sync(place.getParent());
    } catch (FileSystemException e) {
      return Parsed.bad(
          shown + " cannot be written: " + Reason.reason(e) + ".",
          "Name a file in a folder where this user may write.");
    }
    return Parsed.good(place);
  }
}
