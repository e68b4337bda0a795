package org.certdrop.home;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.certdrop.files.Reason;
import org.certdrop.text.Explained;
import org.certdrop.text.Printable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Faults of disk or system that last: logged when they begin, when they change and when they end.
 */
public final class Faults {
  private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

  /**
   * One fault.
   *
   * @param where which part of certdrop cannot do its work
   * @param message what the operating system said
   * @param since when it began
   */
  public record Fault(String where, String message, Instant since) {}

  private final Map<String, Fault> current = new ConcurrentSkipListMap<>();
  private final Clock clock;

  /** Begins without faults. */
  public Faults(Clock clock) {
    this.clock = clock;
  }

  /** Notes that something fails. */
  public void begin(String where, Throwable cause) {
    begin(where, describe(cause));
    LOG.debug("{}", where, cause);
  }

  /** Notes that something fails, in words that are fit to be shown. */
  public void begin(String where, String message) {
    begin(where, message, Runnable::run);
  }

  /**
   * The same of one of many.
   *
   * @param log decides which lines come into the log
   */
  public void begin(String where, String message, Consumer<Runnable> log) {
    Fault before = current.get(where);
    if (before == null || !before.message().equals(message)) {
      Instant since = before == null ? clock.instant() : before.since();
      current.put(where, new Fault(where, message, since));
      log.accept(
          () ->
              LOG.warn(
                  "{}: {} (nothing is lost; it is tried again, at the latest by the next run)",
                  where,
                  message));
    }
  }

  /** Notes that it works again. */
  public void end(String where) {
    end(where, Runnable::run);
  }

  /**
   * The same of one of many.
   *
   * @param log decides which lines come into the log
   */
  public void end(String where, Consumer<Runnable> log) {
    if (current.remove(where) != null) {
      log.accept(() -> LOG.info("{} works again.", where));
    }
  }

  /** The faults that last, by where they are. */
  public List<Fault> current() {
    return List.copyOf(current.values());
  }

  /** What a throwable says, fit to be shown. */
  public static String describe(Throwable cause) {
    if (cause instanceof Explained explained) {
      return Printable.of(explained.explanation());
    }
    if (cause instanceof FileSystemException || cause.getClass() == IOException.class) {
      return Reason.described((IOException) cause); // the class says nothing to a person
    }
    String message = cause.getMessage();
    String type = cause.getClass().getSimpleName();
    return message == null ? type : Printable.of(type + ": " + message);
  }
}
