package org.certdrop.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.certdrop.text.Timestamps;

/**
 * What a file held before each of the last changes: {@code NAME.TIME.bak} beside it, for its owner
 * alone.
 */
public final class Backups {
  private static final int KEPT = 10;
  private static final String SUFFIX = ".bak";
  private static final String TIME = "\\.[0-9]{8}T[0-9]{6}\\.[0-9]{3}Z";

  private final Path file;
  private final DurableFiles files;
  private final Clock clock;
  private final Path unfinished;

  /**
   * Those of a file.
   *
   * @param file which need not be there
   * @param files writes them
   * @param clock names them
   */
  public Backups(Path file, DurableFiles files, Clock clock) {
    this.file = file;
    this.files = files;
    this.clock = clock;
    this.unfinished = file.resolveSibling("." + file.getFileName() + ".certdrop-backup.tmp");
  }

  /** Takes away what a kill or a full disk left of one. */
  public void clean() throws IOException {
    files.delete(unfinished);
  }

  /** Makes one; it is on the disk on return. */
  public Path make(byte[] content) throws IOException {
    Instant time = clock.instant();
    Path backup = named(time);
    while (Files.exists(backup, LinkOption.NOFOLLOW_LINKS)) {
      time = time.plusMillis(1);
      backup = named(time);
    }
    clean();
    files.create(unfinished, content, DurableFiles.OWNER_ONLY);
    files.rename(unfinished, backup);
    files.sync(file.getParent());
    return backup;
  }

  private Path named(Instant time) {
    return file.resolveSibling(file.getFileName() + "." + Timestamps.compact(time) + SUFFIX);
  }

  /** Takes one away that is none, since nothing was written after it. */
  public void drop(Path backup) throws IOException {
    files.delete(backup);
  }

  /** Takes away all but the last, of which the one just made is one whatever the clock says. */
  public void prune(Path justMade) throws IOException {
    List<Path> others = ours();
    others.remove(justMade);
    others.sort(Comparator.comparing(Path::toString));
    for (Path old : others.subList(0, Math.max(0, others.size() + 1 - KEPT))) {
      files.delete(old);
    }
  }

  private List<Path> ours() throws IOException {
    Pattern name = Pattern.compile(Pattern.quote(file.getFileName().toString()) + TIME + "\\.bak");
    List<Path> ours = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(file.getParent())) {
      for (Path one : all) {
        if (name.matcher(one.getFileName().toString()).matches()) {
          ours.add(one);
        }
      }
    }
    return ours;
  }
}
