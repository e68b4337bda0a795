package org.certdrop.inbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.certdrop.files.DurableFiles;
import org.certdrop.home.Home;
import org.certdrop.home.Var;

/**
 * Puts files from elsewhere into the inbox, each once: it is written under a hidden name first,
 * then noted in {@code var/sftp.fetched}, then given its own name. What a kill leaves between two
 * of these is ended, or taken away, by the next start. A name that is taken is waited for.
 *
 * <p>Replicas share the inbox, and each has notes of its own. So a hidden name tells which notes it
 * belongs to, by a tag in them: what it is not known to have written itself, a replica leaves.
 */
public final class Arrivals {
  /** What hidden names begin with. */
  static final String HIDDEN = ".certdrop-sftp-";

  /** Begins the line of the notes that has their tag; the line of no file begins so. */
  private static final String TAG = "tag ";

  private final Path inbox;
  private final Path record;
  private final DurableFiles files;
  private final FileChannel channel;
  private final Set<String> known = new HashSet<>();

  /** Noted, and still under a hidden name, by that name. */
  private final Map<String, Arrival> hidden = new LinkedHashMap<>();

  private String tag;

  private Arrivals(Home home, DurableFiles files) throws IOException {
    this.inbox = home.inbox();
    this.record = home.var().resolve("sftp.fetched");
    this.files = files;
    this.channel =
        Var.open(
            home,
            record,
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
  }

  /**
   * Takes up what earlier runs noted.
   *
   * @throws IOException if that cannot be read, or what a kill left cannot be put in order
   */
  public static Arrivals open(Home home, DurableFiles files) throws IOException {
    Arrivals arrivals = new Arrivals(home, files);
    try {
      arrivals.read();
      arrivals.tag();
      arrivals.recover();
      return arrivals;
    } catch (IOException | RuntimeException e) {
      arrivals.close();
      throw e;
    }
  }

  private void read() throws IOException {
    byte[] all = Files.readAllBytes(record);
    int end = all.length;
    while (end > 0 && all[end - 1] != '\n') {
      end--; // a kill cut the last line off
    }
    channel.truncate(end).position(end);
    new String(all, 0, end, StandardCharsets.UTF_8).lines().forEach(known::add);
  }

  private void tag() throws IOException {
    Optional<String> noted = known.stream().filter(line -> line.startsWith(TAG)).findFirst();
    if (noted.isEmpty()) {
      note(TAG + UUID.randomUUID());
      tag();
    } else {
      tag = noted.get().substring(TAG.length());
    }
  }

  private void recover() throws IOException {
    Map<String, Arrival> byHiddenName = new HashMap<>();
    for (String key : known) {
      Arrival.parse(key)
          .ifPresent(
              one -> {
                byHiddenName.put(one.hiddenName(tag), one);
                byHiddenName.put(one.untaggedName(), one);
              });
    }
    try (DirectoryStream<Path> left = Files.newDirectoryStream(inbox, HIDDEN + "*.part")) {
      for (Path file : left) {
        String name = file.getFileName().toString();
        Arrival noted = byHiddenName.get(name);
        if (noted != null) {
          hidden.put(name, noted);
        } else if (name.startsWith(HIDDEN + tag)) {
          files.delete(file);
        }
      }
    }
    show();
  }

  /** Whether a file was put into the inbox before. */
  public synchronized boolean has(String key) {
    return known.contains(key);
  }

  /**
   * Puts a file into the inbox.
   *
   * @throws IOException if that cannot be done now: then it is as if it had not been tried, or it
   *     is done by a later call of {@link #show}
   */
  public synchronized void put(Arrival file, byte[] content) throws IOException {
    String name = file.hiddenName(tag);
    Path part = inbox.resolve(name);
    files.delete(part);
    files.create(part, content, DurableFiles.READABLE);
    try {
      note(file.key());
    } catch (IOException e) {
      files.delete(part);
      throw e;
    }
    hidden.put(name, file);
    show();
  }

  private void note(String key) throws IOException {
    long before = channel.position();
    try {
      ByteBuffer line = ByteBuffer.wrap((key + "\n").getBytes(StandardCharsets.UTF_8));
      while (line.hasRemaining()) {
        channel.write(line);
      }
      channel.force(false);
      known.add(key);
    } catch (IOException e) {
      channel.truncate(before).position(before);
      throw e;
    }
  }

  /** Gives those their names that were noted, as far as the names are free. */
  public synchronized void show() throws IOException {
    for (Iterator<Map.Entry<String, Arrival>> all = hidden.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<String, Arrival> file = all.next();
      try {
        files.moveIn(inbox.resolve(file.getKey()), inbox.resolve(file.getValue().name()));
      } catch (FileAlreadyExistsException e) {
        continue; // until certdrop has taken what lies there
      } catch (NoSuchFileException e) {
        if (Files.notExists(inbox)) {
          throw e;
        }
        // Somebody took it away.
      }
      all.remove();
    }
  }

  /** Lets go of the notes. */
  public synchronized void close() throws IOException {
    channel.close();
  }
}
