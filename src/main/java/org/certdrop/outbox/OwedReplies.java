package org.certdrop.outbox;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.certdrop.home.Home;
import org.certdrop.home.Var;
import org.certdrop.party.PartyId;
import org.certdrop.registry.Replica;
import org.certdrop.text.Parsed;
import org.certdrop.verdict.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which parties are still to be told what is held of them: a line each in {@code var/replies.owed},
 * written before the verdict shows; the file is emptied when nothing is owed any more. It is not
 * synced, as the replies themselves are not: a kill loses none of them, a power cut may.
 */
public final class OwedReplies implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(OwedReplies.class);

  private final LongSupplier nanoTime;
  private final FileChannel file;
  private final Map<PartyId, Owed> owed = new LinkedHashMap<>();
  private long notes;

  /**
   * What one party is owed.
   *
   * @param party its id
   * @param outcome what became of its latest submission
   * @param first whether it was registered for the first time, by this submission or one before
   * @param since when it was noted, in nanoseconds of a clock that never jumps
   * @param number of the latest note: what is noted once more is something else
   */
  public record Owed(PartyId party, Outcome outcome, boolean first, long since, long number) {
    /** As another replica is told of it. */
    Replica.Owed shared() {
      return new Replica.Owed(party.value(), (first ? Outcome.REGISTERED : outcome).toString());
    }
  }

  private OwedReplies(FileChannel file, LongSupplier nanoTime) {
    this.file = file;
    this.nanoTime = nanoTime;
  }

  /**
   * Takes up what an earlier run left.
   *
   * @param nanoTime a clock that never jumps, in nanoseconds
   * @throws IOException if the file cannot be read or made
   */
  public static OwedReplies open(Home home, LongSupplier nanoTime) throws IOException {
    Path path = home.var().resolve("replies.owed");
    List<String> lines = lines(path);
    OwedReplies replies =
        new OwedReplies(
            Var.open(home, path, StandardOpenOption.CREATE, StandardOpenOption.WRITE), nanoTime);
    lines.forEach(replies::take);
    return replies;
  }

  private static List<String> lines(Path path) throws IOException {
    try {
      // Octets that are no ASCII are no id either, which take() notices.
      return Files.readAllLines(path, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /** A power cut may leave anything in a file that is not synced: what is no line of ours goes. */
  private void take(String line) {
    int blank = line.indexOf(' ');
    Optional<Outcome> outcome =
        List.of(Outcome.REGISTERED, Outcome.REPLACED, Outcome.UNCHANGED).stream()
            .filter(known -> line.substring(blank + 1).equals(known.toString()))
            .findFirst();
    if (blank > 0
        && outcome.isPresent()
        && PartyId.parse(line.substring(0, blank)) instanceof Parsed.Good<PartyId> party) {
      put(party.value(), outcome.get());
    }
  }

  private void put(PartyId party, Outcome outcome) {
    Owed before = owed.get(party);
    notes++;
    owed.put(
        party,
        before == null
            ? new Owed(party, outcome, outcome == Outcome.REGISTERED, nanoTime.getAsLong(), notes)
            : new Owed(
                party,
                outcome,
                before.first() || outcome == Outcome.REGISTERED,
                before.since(),
                notes));
  }

  /**
   * Notes a reply; a kill does not lose it once this returns.
   *
   * @throws IOException if it cannot be noted now
   */
  public synchronized void add(PartyId party, Outcome outcome) throws IOException {
    append((party + " " + outcome + "\n").getBytes(StandardCharsets.US_ASCII));
    put(party, outcome);
  }

  /** Notes a reply that another replica left. */
  synchronized void add(Replica.Owed reply) throws IOException {
    String line = reply.party() + " " + reply.outcome();
    append((line + "\n").getBytes(StandardCharsets.US_ASCII));
    take(line);
  }

  private void append(byte[] line) throws IOException {
    long end = file.size();
    boolean done = false;
    try {
      ByteBuffer rest = ByteBuffer.wrap(line);
      while (rest.hasRemaining()) {
        file.write(rest, end + rest.position());
      }
      done = true;
    } finally {
      if (!done) {
        cutTo(end);
      }
    }
  }

  private void cutTo(long end) {
    try {
      file.truncate(end);
    } catch (IOException e) {
      // Replies made twice are the same, and what is half a line is passed over.
      LOG.debug("var/replies.owed cannot be cut", e);
    }
  }

  /** Whether a party is owed a reply. */
  public synchronized boolean isOwed(PartyId party) {
    return owed.containsKey(party);
  }

  /** Those that have been owed longest. */
  public synchronized List<Owed> oldest(int most) {
    return owed.values().stream().limit(most).toList();
  }

  /** Tells that a party has its reply. */
  public synchronized void settled(Owed reply) {
    // What came meanwhile is still owed.
    if (owed.remove(reply.party(), reply) && owed.isEmpty()) {
      cutTo(0);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
