package org.certdrop.export;

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
import org.certdrop.files.DurableFiles;
import org.certdrop.text.Timestamps;

/**
 * What a database held before each of the last exports: {@code NAME.TIME.bak} beside it, for its
 * owner alone.
 */
final class Backups {
  private static final int KEPT = 10;
  private static final String SUFFIX = ".bak";
  private static final String TIME = "\\.[0-9]{8}T[0-9]{6}\\.[0-9]{3}Z";

  private final Path database;
  private final DurableFiles files;
  private final Clock clock;
  private final Path unfinished;

  Backups(Path database, DurableFiles files, Clock clock) {
    this.database = database;
    this.files = files;
    this.clock = clock;
    this.unfinished =
        database.resolveSibling("." + database.getFileName() + ".certdrop-backup.tmp");
  }

  /** Takes away what a kill or a full disk left of one. */
  void clean() throws IOException {
    files.delete(unfinished);
  }

  /** Makes one; it is on the disk on return. */
  Path make(byte[] content) throws IOException {
    Instant time = clock.instant();
    Path backup = named(time);
    while (Files.exists(backup, LinkOption.NOFOLLOW_LINKS)) {
      time = time.plusMillis(1);
      backup = named(time);
    }
    clean();
    files.create(unfinished, content, DurableFiles.OWNER_ONLY);
    files.rename(unfinished, backup);
    files.sync(database.getParent());
    return backup;
  }

  private Path named(Instant time) {
    return database.resolveSibling(
        database.getFileName() + "." + Timestamps.compact(time) + SUFFIX);
  }

  /** Takes one away that is none, since nothing was written after it. */
  void drop(Path backup) throws IOException {
    files.delete(backup);
  }

  /** Takes away all but the last, of which the one just made is one whatever the clock says. */
  void prune(Path justMade) throws IOException {
    List<Path> others = ours();
    others.remove(justMade);
    others.sort(Comparator.comparing(Path::toString));
    for (Path old : others.subList(0, Math.max(0, others.size() + 1 - KEPT))) {
      files.delete(old);
    }
  }

  private List<Path> ours() throws IOException {
    Pattern name =
        Pattern.compile(Pattern.quote(database.getFileName().toString()) + TIME + "\\.bak");
    List<Path> ours = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(database.getParent())) {
      for (Path file : all) {
        if (name.matcher(file.getFileName().toString()).matches()) {
          ours.add(file);
        }
      }
    }
    return ours;
  }
}
