package org.certdrop.propagation;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import org.certdrop.files.OpenFolder;

/**
 * Which files in another inbox are our own: another user may remove again what that user put there,
 * so it does not count as a copy.
 */
final class OwnFiles {
  private final Path inbox;
  private UserPrincipal us;

  OwnFiles(Path inbox) {
    this.inbox = inbox;
  }

  /**
   * Whether a file is ours.
   *
   * @param parts makes one that is
   */
  boolean hold(Path file, HiddenParts parts) throws IOException {
    if (us == null) {
      us = parts.owner();
    }
    try (OpenFolder folder = OpenFolder.below(inbox, file.getParent())) {
      return folder.attributes(file.getFileName().toString()).owner().equals(us);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return false; // moved on since
    }
  }
}
