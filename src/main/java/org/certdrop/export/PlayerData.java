package org.certdrop.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.certdrop.files.DurableFiles;
import org.certdrop.files.ProcessLock;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;

/**
 * The folder {@code Player-Data} that MP-SPDZ reads, and {@code ip_addresses} beside it.
 *
 * <p>Other files there, as MP-SPDZ writes them itself, are left alone. Which ones are certdrop's
 * stands in {@code Player-Data/.certdrop/files.sha256}; those are taken away when they are not
 * wanted any more. A file of somebody else's is never written over.
 *
 * <p>Many files cannot change in one step, so the private key is the one that decides: without it
 * MP-SPDZ does not start.
 *
 * <ol>
 *   <li>Everything is written to {@code .certdrop/new}. <em>A crash, or a full disk, so far:
 *       nothing has changed.</em>
 *   <li>The list names the old files and the new ones, so that whatever a crash leaves is known for
 *       ours.
 *   <li>Our old key goes; then everything else is put in its place; the new key comes last. <em>A
 *       crash in between: there is no key, and the next export does it all.</em>
 *   <li>The list names the new files alone.
 * </ol>
 */
public final class PlayerData {
  private static final String MEANWHILE = "meanwhile";
  private static final String AFTERWARDS = "afterwards";

  private final Path folder;
  private final Path ours;
  private final Path list;
  private final DurableFiles files;
  private final PlayerStaging staging;

  /**
   * A folder, which need not exist.
   *
   * @param directory the directory in which MP-SPDZ runs, that of {@code Player-Data}
   */
  public PlayerData(Path directory) {
    this(directory, new DurableFiles());
  }

  PlayerData(Path directory, DurableFiles files) {
    this.folder = directory.toAbsolutePath().normalize().resolve("Player-Data");
    this.ours = folder.resolve(".certdrop");
    this.list = ours.resolve("files.sha256");
    this.files = files;
    this.staging = new PlayerStaging(folder, ours, files);
  }

  /**
   * Writes the players' certificates, links and addresses, and this party's key.
   *
   * @param players who computes
   * @return the paths of the files, from the folder, in order; or why nothing was written
   * @throws IOException if the operating system refuses; then either nothing has changed, or there
   *     is no key
   */
  public Parsed<List<String>> write(Players players) throws IOException {
    Map<String, PlayerFile> wanted = PlayerFile.of(players);
    Parsed<PlayerFolder> before = look(wanted);
    if (before instanceof Parsed.Bad<PlayerFolder> bad) {
      return Parsed.bad(bad.problem(), bad.hint());
    }
    Files.createDirectories(folder);
    try (ProcessLock lock = ProcessLock.take(ours)) {
      staging.discard();
      Parsed<PlayerFolder> now = look(wanted);
      if (now instanceof Parsed.Good<PlayerFolder> good) {
        bring(players, wanted, good.value());
      }
      return now.then(seen -> Parsed.good(List.copyOf(wanted.keySet())));
    }
  }

  private Parsed<PlayerFolder> look(Map<String, PlayerFile> wanted) throws IOException {
    for (Path place : List.of(folder.getParent(), folder)) {
      if (Files.exists(place, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(place)) {
        return Parsed.bad(
            shown(place) + " is no directory.", "Move it away, or name another --dir.");
      }
    }
    PlayerFolder seen = PlayerFolder.of(folder, list, wanted);
    return seen.foreign().isEmpty()
        ? Parsed.good(seen)
        : Parsed.bad(
            "In "
                + shown(folder)
                + " there is something else that certdrop did not write: "
                + String.join(", ", seen.foreign())
                + ".",
            "Move it away, or name another --dir; nothing was written.");
  }

  private static String shown(Path path) {
    return Printable.of(path.toString());
  }

  private void bring(Players players, Map<String, PlayerFile> wanted, PlayerFolder seen)
      throws IOException {
    Map<String, String> links = HashLinks.of(players.list(), seen.foreignLinks());
    WrittenFiles written = WrittenFiles.of(wanted);
    if (seen.hasAll() && seen.written().equals(written) && seen.links().equals(links)) {
      return;
    }
    try {
      staging.prepare(
          wanted, links, Map.of(MEANWHILE, seen.written().and(written), AFTERWARDS, written));
      replaceAll(wanted.keySet(), links.keySet(), seen);
    } catch (IOException e) {
      // Of no use to the next export, which writes it again; and there is a key among it.
      staging.discardAfter(e);
      throw e;
    }
    staging.discard();
    files.sync(ours);
  }

  private void replaceAll(Set<String> wanted, Set<String> links, PlayerFolder seen)
      throws IOException {
    staging.move(MEANWHILE, list);
    files.sync(ours);
    removeKeys(wanted, seen.stale());
    remove(seen.links().keySet());
    remove(seen.stale());
    show(wanted, false);
    show(links, false);
    files.sync(folder.getParent());
    files.sync(folder);
    show(wanted, true);
    files.sync(folder);
    staging.move(AFTERWARDS, list);
  }

  private void removeKeys(Set<String> wanted, Set<String> stale) throws IOException {
    for (Set<String> names : List.of(wanted, stale)) {
      remove(names.stream().filter(PlayerFile::isKey).toList());
    }
    files.sync(folder);
  }

  private void remove(Collection<String> names) throws IOException {
    for (String name : names) {
      files.delete(PlayerFile.place(folder, name));
    }
  }

  private void show(Set<String> names, boolean keys) throws IOException {
    for (String name : names) {
      if (PlayerFile.isKey(name) == keys) {
        staging.move(name, PlayerFile.place(folder, name));
      }
    }
  }
}
