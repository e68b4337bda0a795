package org.certdrop.outbox;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.certdrop.files.DurableFiles;
import org.certdrop.files.RealFolder;
import org.certdrop.party.PartyId;
import org.certdrop.text.Printable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clears the outbox of what certdrop wrote there under an id that this party no longer has: a
 * courier would carry it to the other sites. It goes into {@code outbox/former}, in folders of the
 * same names, and nothing there is ever overwritten. Links are neither followed nor moved.
 */
final class FormerFiles {
  private static final Logger LOG = LoggerFactory.getLogger(FormerFiles.class);

  private final Path outbox;
  private final Path registration;
  private final DurableFiles files;

  /**
   * Of an outbox, which need not exist yet.
   *
   * @param registration its folder of instructions
   */
  FormerFiles(Path registration, DurableFiles files) {
    this.registration = registration;
    this.outbox = registration.toAbsolutePath().getParent();
    this.files = files;
  }

  /**
   * Moves them away.
   *
   * @param own this party's id
   * @param stated the ids under which it spoke before, as far as that is remembered; besides them
   *     whatever the instructions that lie in the outbox name is a former id
   * @throws IOException if the operating system refuses; the next call goes on
   */
  void setAside(PartyId own, Set<PartyId> stated) throws IOException {
    Set<String> former = stated.stream().map(PartyId::value).collect(Collectors.toSet());
    names(registration).stream().flatMap(FormerFiles::announced).forEach(former::add);
    former.remove(own.value());
    for (String id : new TreeSet<>(former)) {
      Pattern made = OutboxNames.made(id);
      int moved = 0;
      for (Path folder : folders()) {
        moved += move(folder, id, made);
      }
      if (moved > 0) {
        LOG.info(
            "This party is {}, and no longer {}: {} files of the former id went from the outbox to"
                + " {}.",
            own,
            id,
            moved,
            Printable.of(outbox.resolve("former").toString()));
      }
    }
  }

  /** Whose instructions a name is of, if it is one of instructions. */
  private static Stream<String> announced(String name) {
    String id = name.substring(0, Math.max(0, name.indexOf('.')));
    return PartyId.isForm(id) && OutboxNames.any(id).matcher(name).matches()
        ? Stream.of(id)
        : Stream.empty();
  }

  /** The instructions last: while they lie there, the id is known, and a kill loses nothing. */
  private List<Path> folders() throws IOException {
    List<Path> folders =
        new ArrayList<>(List.of(outbox.resolve("sheet"), outbox.resolve("receipts")));
    Path to = outbox.resolve("to");
    names(to).stream().filter(PartyId::isForm).map(to::resolve).forEach(folders::add);
    folders.add(registration);
    return folders;
  }

  /** What lies in a folder, in order; nothing if there is no such folder, or a link instead. */
  private static List<String> names(Path folder) throws IOException {
    if (!RealFolder.isThere(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  private int move(Path folder, String id, Pattern made) throws IOException {
    List<String> theirs =
        names(folder).stream()
            .filter(name -> made.matcher(name).matches())
            .filter(name -> Files.isRegularFile(folder.resolve(name), LinkOption.NOFOLLOW_LINKS))
            .toList();
    if (theirs.isEmpty()) {
      return 0;
    }
    Path target = outbox.resolve("former");
    RealFolder.make(target);
    for (Path step : outbox.relativize(folder.toAbsolutePath())) {
      target = target.resolve(step);
      RealFolder.make(target);
    }
    for (String name : theirs) {
      move(folder.resolve(name), target, id);
    }
    files.sync(target);
    files.sync(folder);
    return theirs.size();
  }

  /** The number of a name that is taken follows the id, so that the files of one set stay one. */
  private void move(Path file, Path target, String id) throws IOException {
    String rest = file.getFileName().toString().substring(id.length());
    for (int number = 1; ; number++) {
      try {
        files.moveIn(file, target.resolve(id + (number == 1 ? "" : "-" + number) + rest));
        return;
      } catch (FileAlreadyExistsException e) {
        // The next number may be free.
      } catch (NoSuchFileException e) {
        return; // carried away just now
      }
    }
  }
}
