package org.certdrop.propagation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.certdrop.files.DurableFiles;
import org.certdrop.submission.Drop;
import org.certdrop.submission.Pairing;
import org.certdrop.text.Printable;

/**
 * The inbox of another instance, into which submissions are copied: under names that it ignores
 * first, then shown, the certificate last. What it has accepted, and what lies there as ours, is
 * not copied again; what somebody else dropped there is waited for, but not for ever.
 */
final class OtherInbox {
  /** How often to look again where the other instance is just moving such files. */
  private static final int LOOKS = 3;

  /** How long what somebody else dropped there may take to be accepted; then it does not count. */
  private static final long PATIENCE = Duration.ofSeconds(30).toNanos();

  /** Whether a submission is there. */
  enum Presence {
    /** It is: the other instance has it, or our copy of it lies there. */
    THERE,
    /** It was not, and our copy of it lies there now. */
    COPIED,
    /** Somebody else dropped the same there: it may be accepted, or taken away again. */
    AWAITED
  }

  private final Path directory;
  private final DurableFiles files;
  private final LongSupplier nanoTime;
  private final AcceptedIndex accepted;

  /** Since when submissions are awaited, by id. */
  private final Map<String, Long> awaited = new HashMap<>();

  /** As they were when they were looked at; null before the first look of a pass. */
  private FilesThere waiting;

  private OwnFiles own;

  /**
   * An inbox.
   *
   * @param nanoTime a clock that never jumps, in nanoseconds
   */
  OtherInbox(Path directory, DurableFiles files, LongSupplier nanoTime) {
    this.directory = directory;
    this.files = files;
    this.nanoTime = nanoTime;
    this.own = new OwnFiles(directory);
    this.accepted = new AcceptedIndex(directory.resolve("accepted"));
  }

  /** Begins a pass: what was seen in an earlier one does not count any more. */
  void begin() {
    waiting = null;
    own = new OwnFiles(directory);
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
   * @return whether it is there now; a copy is durable after {@link #sync}
   * @throws IOException if the operating system cannot do so now; it may be tried again
   */
  Presence copy(String id, Map<String, byte[]> contents) throws IOException {
    if (waiting == null) {
      look();
    }
    Presence all = Presence.THERE;
    for (Drop drop : Pairing.of(contents.keySet())) {
      Map<String, byte[]> part = new LinkedHashMap<>();
      drop.names().forEach(name -> part.put(name, contents.get(name)));
      HiddenParts parts = new HiddenParts(directory, id, files);
      parts.clear(part.size());
      Presence now = presence(part.values(), parts);
      if (now == Presence.COPIED || (now == Presence.AWAITED && isOverdue(id))) {
        put(id, drop, part, parts);
        now = Presence.COPIED;
      }
      all = all.compareTo(now) < 0 ? now : all;
    }
    if (all != Presence.AWAITED) {
      awaited.remove(id);
    }
    return all;
  }

  private boolean isOverdue(String id) {
    long now = nanoTime.getAsLong();
    return now - awaited.computeIfAbsent(id, first -> now) > PATIENCE;
  }

  private Presence presence(Collection<byte[]> contents, HiddenParts parts) throws IOException {
    for (int looks = 1; ; looks++) {
      if (accepted.holds(contents) || waiting.hold(contents, file -> own.hold(file, parts))) {
        return Presence.THERE;
      }
      if (waiting.hold(contents, file -> true)) {
        return Presence.AWAITED;
      }
      if (!waiting.haveMoved() || looks == LOOKS) {
        return Presence.COPIED;
      }
      look();
    }
  }

  private void put(String id, Drop drop, Map<String, byte[]> contents, HiddenParts parts)
      throws IOException {
    Map<String, byte[]> renamed =
        new CopyNames(directory, waiting, file -> own.hold(file, parts)).of(id, drop, contents);
    // The certificate, which stands first, goes last: with it the drop is complete.
    List<String> names = new ArrayList<>(renamed.keySet());
    Collections.reverse(names);
    names.removeAll(waiting.of(stem(names.get(names.size() - 1))));
    try {
      Map<String, Path> hidden = new LinkedHashMap<>();
      for (String name : names) {
        hidden.put(name, parts.make(renamed.get(name)));
      }
      waiting.addWritten(renamed);
      for (String name : names) {
        files.moveIn(hidden.get(name), directory.resolve(name));
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
