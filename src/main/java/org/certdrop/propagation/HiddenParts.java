package org.certdrop.propagation;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.certdrop.files.DurableFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of one copy while another instance ignores them. Their names are always the same, so
 * that what a kill leaves goes with the next try; where somebody else put something in the way, a
 * name is taken that nobody can know before.
 */
final class HiddenParts {
  private static final Logger LOG = LoggerFactory.getLogger(HiddenParts.class);

  private final Path directory;
  private final String id;
  private final DurableFiles files;
  private final List<Path> made = new ArrayList<>();

  /**
   * None yet.
   *
   * @param directory the other inbox
   * @param id the submission's id
   */
  HiddenParts(Path directory, String id, DurableFiles files) {
    this.directory = directory;
    this.id = id;
    this.files = files;
  }

  /** Takes away what a killed run left; what cannot be taken away is in nobody's way. */
  void clear(int count) {
    for (int number = 0; number < count; number++) {
      Path left = named(Integer.toString(number));
      try {
        files.delete(left);
      } catch (IOException e) {
        LOG.debug("{} stays", left, e);
      }
    }
  }

  private Path named(String last) {
    return directory.resolve(".certdrop-" + id + "." + last + ".part");
  }

  /** Makes one, durably. */
  Path make(byte[] content) throws IOException {
    try {
      return make(named(Integer.toString(made.size())), content);
    } catch (FileAlreadyExistsException e) {
      made.remove(made.size() - 1);
      return make(named(UUID.randomUUID().toString()), content);
    }
  }

  private Path make(Path part, byte[] content) throws IOException {
    made.add(part);
    files.create(part, content, DurableFiles.READABLE);
    return part;
  }

  /** The owner of a file that this process makes there; on a mount, it may be another user. */
  UserPrincipal owner() throws IOException {
    Path part = make(new byte[0]);
    UserPrincipal owner = Files.getOwner(part, LinkOption.NOFOLLOW_LINKS);
    files.delete(part);
    made.remove(part);
    return owner;
  }

  /** Takes those away that were made and not shown. */
  void discardAfter(IOException cause) {
    for (Path part : made) {
      try {
        files.delete(part);
      } catch (IOException e) {
        cause.addSuppressed(e);
      }
    }
  }
}
