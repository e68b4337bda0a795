package org.certdrop.propagation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.certdrop.files.DurableFiles;
import org.certdrop.submission.Drop;
import org.certdrop.submission.Pairing;
import org.certdrop.text.Printable;

/**
 * The inbox of another instance, into which submissions are copied: under names that it ignores
 * first, then shown, the certificate last. What it has in any way is not copied again.
 */
final class OtherInbox {
  /** How often to look again where the other instance is just moving such files. */
  private static final int LOOKS = 3;

  private final Path directory;
  private final DurableFiles files;
  private final AcceptedIndex accepted;

  /** As they were when they were looked at; null before the first look of a pass. */
  private FilesThere waiting;

  OtherInbox(Path directory, DurableFiles files) {
    this.directory = directory;
    this.files = files;
    this.accepted = new AcceptedIndex(directory.resolve("accepted"));
  }

  /** Begins a pass: what was seen in an earlier one does not count any more. */
  void begin() {
    waiting = null;
  }

  /** Looks at what is there, in the order in which the other instance moves files. */
  private void look() throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new NoSuchFileException(directory.toString(), null, "there is no such directory");
    }
    FilesThere seen = FilesThere.in(directory);
    accepted.refresh();
    waiting = seen;
  }

  /**
   * Copies a submission, as far as it is not there.
   *
   * @param id its id here
   * @param contents name to content of its files
   * @return whether anything was copied; it is durable after {@link #sync}
   * @throws IOException if the machine cannot do so now; it may be tried again
   */
  boolean copy(String id, Map<String, byte[]> contents) throws IOException {
    if (waiting == null) {
      look();
    }
    boolean copied = false;
    for (Drop drop : Pairing.of(contents.keySet())) {
      Map<String, byte[]> own = new LinkedHashMap<>();
      drop.names().forEach(name -> own.put(name, contents.get(name)));
      HiddenParts parts = new HiddenParts(directory, id, files);
      parts.clear(own.size());
      if (!isThere(own.values())) {
        put(id, drop, own, parts);
        copied = true;
      }
    }
    return copied;
  }

  private boolean isThere(Collection<byte[]> contents) throws IOException {
    for (int looks = 1; ; looks++) {
      boolean found = accepted.holds(contents) || areWaiting(contents);
      if (found || !waiting.haveMoved() || looks == LOOKS) {
        return found;
      }
      look();
    }
  }

  private boolean areWaiting(Collection<byte[]> contents) {
    for (byte[] content : contents) {
      if (!waiting.hold(content)) {
        return false;
      }
    }
    return true;
  }

  private void put(String id, Drop drop, Map<String, byte[]> contents, HiddenParts parts)
      throws IOException {
    Map<String, byte[]> renamed = new CopyNames(directory, waiting).of(id, drop, contents);
    // The certificate, which stands first, goes last: with it the drop is complete.
    List<String> names = new ArrayList<>(renamed.keySet());
    Collections.reverse(names);
    names.removeAll(waiting.of(stem(names.get(names.size() - 1))));
    try {
      Map<String, Path> hidden = new LinkedHashMap<>();
      for (String name : names) {
        hidden.put(name, parts.make(renamed.get(name)));
      }
      for (String name : names) {
        files.moveIn(hidden.get(name), directory.resolve(name));
        waiting.addWritten(directory.resolve(name), renamed.get(name).length);
      }
    } catch (IOException e) {
      parts.discardAfter(e);
      throw e;
    }
  }

  private static String stem(String primary) {
    return primary.substring(0, primary.lastIndexOf('.'));
  }

  /**
   * Ends a pass: what is there, by this pass or by one that a crash ended, is durable on return.
   */
  void sync() throws IOException {
    if (waiting != null) {
      files.sync(directory);
    }
  }

  /** Its path, fit to be shown. */
  @Override
  public String toString() {
    return Printable.of(directory.toString());
  }
}
