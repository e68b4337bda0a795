package org.certdrop.service;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.certdrop.text.Printable;

/**
 * Tries out whether certdrop could do its work in a home now, with or without a running service: a
 * folder counts as writable only if a block really could be written into it.
 */
final class FolderProbe {
  private static final int BLOCK = 4096;
  private static final String PROBE = ".probe.tmp";

  private FolderProbe() {}

  /** The faults of a home's folders. */
  static List<Faults.Fault> faults(Home home, Instant now) {
    Map<String, Path> folders = new TreeMap<>();
    folders.put("inbox", home.inbox());
    if (Files.isDirectory(home.inbox()) && Files.notExists(home.work())) {
      // The first run is still to come, and makes the others.
      return problem(home.inbox())
          .map(why -> List.of(new Faults.Fault("inbox", why, now)))
          .orElse(List.of());
    }
    folders.put("inbox/.work", home.work());
    folders.put("inbox/accepted", home.accepted());
    folders.put("inbox/refused", home.refused());
    folders.put("outbox/registration", home.registration());
    folders.put("var", home.var());
    List<Faults.Fault> faults = new ArrayList<>();
    folders.forEach(
        (name, path) ->
            problem(path).ifPresent(why -> faults.add(new Faults.Fault(name, why, now))));
    faults.addAll(foreignWork(home, now));
    return faults;
  }

  /** The faults of the inboxes to which a home propagates. */
  static List<Faults.Fault> faults(Home home, Settings settings, Instant now) {
    List<Faults.Fault> faults = new ArrayList<>();
    for (String text : settings.propagate()) {
      Path inbox = home.resolve(text).normalize();
      problem(inbox)
          .map(Printable::of)
          .ifPresent(why -> faults.add(new Faults.Fault(Setting.PROPAGATE.key(), why, now)));
    }
    return faults;
  }

  /**
   * Why a folder cannot be written to now; empty if it can. One at a time: a running service may
   * look for its page and for its health at once.
   */
  static synchronized Optional<String> problem(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Optional.of(folder + " is no directory");
    }
    try (SeekableByteChannel probe = open(folder.resolve(PROBE))) {
      probe.write(ByteBuffer.allocate(BLOCK));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("cannot write to " + folder + ": " + Faults.describe(e));
    }
  }

  /**
   * Makes a file that has no name any more when it is written, where the platform can do so. The
   * name is always the same, so that what a kill leaves goes with the next probe.
   */
  private static SeekableByteChannel open(Path probe) throws IOException {
    Files.deleteIfExists(probe);
    try {
      return Files.newByteChannel(probe, CREATE_NEW, WRITE, DELETE_ON_CLOSE);
    } catch (FileAlreadyExistsException e) {
      // Another `status` is at the same point.
      Files.deleteIfExists(probe);
      return Files.newByteChannel(probe, CREATE_NEW, WRITE, DELETE_ON_CLOSE);
    }
  }

  /** Entries of {@code .work} that certdrop did not make are left alone, but not passed over. */
  private static List<Faults.Fault> foreignWork(Home home, Instant now) {
    List<Faults.Fault> faults = new ArrayList<>();
    try {
      for (Path entry : SubmissionFolders.children(home.work())) {
        String name = entry.getFileName().toString();
        if (!SubmissionFolders.isOurs(entry) && !name.equals(PROBE)) {
          faults.add(
              new Faults.Fault(
                  "inbox/.work",
                  Printable.quoted(name) + " was not made by certdrop and is left alone",
                  now));
        }
      }
    } catch (NoSuchFileException e) {
      return faults; // said already: it is no directory
    } catch (IOException e) {
      faults.add(new Faults.Fault("inbox/.work", Faults.describe(e), now));
    }
    return faults;
  }
}
