package org.certdrop.propagation;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.certdrop.files.DurableFiles;
import org.certdrop.files.Folders;
import org.certdrop.home.Home;
import org.certdrop.inbox.SubmissionId;

/**
 * Which submissions are still to be propagated: an empty file of the submission's id in {@code
 * var/propagate}, made before the submission shows in {@code accepted}, gone once every target has
 * it. So a start need not look through all that was ever accepted.
 */
final class PropagationMarkers {
  private final Path folder;
  private final DurableFiles files;

  PropagationMarkers(Home home, DurableFiles files) {
    this.folder = home.var().resolve("propagate");
    this.files = files;
  }

  /** Makes the folder if it is absent, and reads it: the ids, oldest first. */
  List<String> open() throws IOException {
    Files.createDirectories(folder);
    return Folders.children(folder).stream()
        .map(marker -> marker.getFileName().toString())
        .filter(SubmissionId::isForm)
        .toList();
  }

  /** Notes an id; it is on the disk on return. */
  void add(String id) throws IOException {
    try {
      files.create(folder.resolve(id), new byte[0], DurableFiles.OWNER_ONLY);
    } catch (FileAlreadyExistsException e) {
      // Noted at an earlier try, which perhaps ended here: what counts is the sync.
      files.sync(folder);
      return;
    }
    files.sync(folder);
  }

  /** Forgets an id; if a crash undoes that, it is found to be everywhere already. */
  void remove(String id) throws IOException {
    files.delete(folder.resolve(id));
  }
}
