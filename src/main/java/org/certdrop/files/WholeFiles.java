package org.certdrop.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts a file in the place of another, so that its readers see the old one or the new one, whole.
 *
 * <p>It is written under {@code .NAME.PROCESS-RANDOM.tmp} first. Several processes may write one
 * file at once, and two in two containers may have one number: hence the random part. What a killed
 * one left is taken away by the next, also what an older version left without a random part.
 */
public final class WholeFiles {
  private static final long OWN_PROCESS = ProcessHandle.current().pid();
  private static final String RANDOM = Integer.toHexString(new SecureRandom().nextInt());
  private static final Pattern PROCESS = Pattern.compile("([0-9]{1,18})(?:-[0-9a-f]{1,8})?");
  private static final String SUFFIX = ".tmp";

  private final DurableFiles files;

  /** Writes by these operations. */
  public WholeFiles(DurableFiles files) {
    this.files = files;
  }

  /**
   * Writes a file; its name is durable only after a sync of the folder.
   *
   * @param file where it goes; a link of this name is replaced, not followed
   * @param content what it holds
   * @param mode its mode, as far as the umask lets it
   * @throws IOException if the operating system refuses; the old file is then as it was
   */
  public void write(Path file, byte[] content, Set<PosixFilePermission> mode) throws IOException {
    Path temporary =
        file.resolveSibling("." + file.getFileName() + "." + OWN_PROCESS + "-" + RANDOM + SUFFIX);
    try {
      files.create(temporary, content, mode);
      files.replace(temporary, file);
    } catch (IOException e) {
      discard(temporary, e);
      throw e;
    }
  }

  private void discard(Path temporary, IOException cause) {
    try {
      files.delete(temporary);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /**
   * Takes away what killed processes left of a file; what a live one is writing stays.
   *
   * @param file the file under its final name
   */
  public void clean(Path file) throws IOException {
    String name = file.getFileName().toString();
    DirectoryStream.Filter<Path> abandoned =
        entry -> isAbandoned(entry.getFileName().toString(), name);
    Path folder = file.toAbsolutePath().getParent();
    try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(folder, abandoned)) {
      for (Path temporary : unfinished) {
        files.delete(temporary);
      }
    }
  }

  private static boolean isAbandoned(String temporary, String name) {
    if (!temporary.startsWith("." + name + ".") || !temporary.endsWith(SUFFIX)) {
      return false;
    }
    int start = name.length() + 2;
    int end = temporary.length() - SUFFIX.length();
    Matcher number = PROCESS.matcher(start < end ? temporary.substring(start, end) : "");
    if (!number.matches()) {
      return false;
    }
    long process = Long.parseLong(number.group(1));
    return process == OWN_PROCESS
        || !ProcessHandle.of(process).map(ProcessHandle::isAlive).orElse(false);
  }
}
