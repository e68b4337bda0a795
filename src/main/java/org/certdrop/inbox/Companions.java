package org.certdrop.inbox;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.certdrop.files.OpenFolder;
import org.certdrop.files.Reason;
import org.certdrop.submission.Drop;
import org.certdrop.submission.Pairing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of a claimed drop that follow the one that stands for it, out of the inbox. */
final class Companions {
  private static final Logger LOG = LoggerFactory.getLogger(Companions.class);

  private final Set<String> awaited = ConcurrentHashMap.newKeySet();

  /** Names of files in the inbox that belong to a claim, and could not be moved yet. */
  Set<String> awaited() {
    return awaited;
  }

  /** Names files in the inbox that no look is to take for drops of their own. */
  void await(List<String> names) {
    awaited.addAll(names);
  }

  /** What a claim still awaited in the inbox may be a drop of its own again. */
  void letGo(Claim claim) {
    awaited.removeAll(claim.names());
  }

  /**
   * Moves files of a claim out of the inbox.
   *
   * @throws IOException if the operating system cannot move one now: it is awaited
   */
  void fetch(List<String> names, OpenFolder inbox, OpenFolder folder) throws IOException {
    // From here on no look takes them for drops of their own, whatever becomes of the moves.
    await(names);
    for (String name : names) {
      move(name, inbox, folder);
      awaited.remove(name);
    }
  }

  /** The same, where what cannot be moved now is fetched when the claim is read. */
  void fetchWhatCanBe(List<String> names, OpenFolder inbox, OpenFolder folder) {
    try {
      fetch(names, inbox, folder);
    } catch (IOException e) {
      LOG.debug("{}: companions are still in the inbox", folder.name(), e);
    }
  }

  /**
   * The first rename of a file decides which process owns it; false for one that comes later. A
   * rename over NFS whose answer was lost is sent again, and then says that there is no such file:
   * so it counts that the file is in the folder, which is this claim's alone.
   */
  static boolean move(String name, OpenFolder inbox, OpenFolder folder) throws IOException {
    try {
      inbox.move(name, folder, name);
      return true;
    } catch (NoSuchFileException e) {
      return folder.has(name);
    } catch (IOException e) {
      if (Reason.isStale(e)) {
        return folder.has(name);
      }
      throw e;
    }
  }

  /** Those files of a claim that are not in its folder. */
  static List<String> absent(List<String> names, OpenFolder folder) throws IOException {
    List<String> absent = new ArrayList<>();
    for (String name : names) {
      if (!folder.has(name)) {
        absent.add(name);
      }
    }
    return absent;
  }

  /** A kill between the renames of a claim leaves companions in the inbox. */
  static List<String> with(List<String> names, List<String> waiting) {
    TreeSet<String> together = new TreeSet<>(names);
    for (Drop drop : Pairing.of(Stream.of(names, waiting).flatMap(List::stream).toList())) {
      if (drop.names().stream().anyMatch(names::contains)) {
        together.addAll(drop.names());
      }
    }
    return List.copyOf(together);
  }

  /** The companions of a claim whose folder cannot be looked into: those of the stem in its id. */
  static List<String> ofStem(String id, List<String> waiting) {
    return Pairing.of(waiting).stream()
        .filter(drop -> !drop.isArchive() && SubmissionId.hasStem(id, drop.stem()))
        .flatMap(drop -> drop.names().stream())
        .toList();
  }
}
