package org.certdrop.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.certdrop.proof.Proof;

/**
 * Runs a parser many times on hostile input and reports the first input that breaks it, with what
 * is needed to keep it as a vector; docs/reliability.md says how to run more.
 *
 * <p>Each execution has a random generator of its own, made from seed and number, so that it can be
 * repeated alone.
 */
public final class Fuzz {
  /** What one execution may take: more is a hang. */
  private static final Duration HANG = Duration.ofSeconds(1);

  /** What one execution may allocate, in bytes: a thousand times the largest file. */
  private static final long MEMORY = 64L << 20;

  /** How much of an input is shown, in characters of Base64. */
  private static final int SHOWN = 4000;

  /** How often a shorter input may be tried for a report. */
  private static final int SHRINKINGS = 20_000;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final String name;
  private final Target target;
  private final long seed = Long.getLong("fuzz.seed", 1);
  private Cost slowest = new Cost(0, 0);
  private long slowestExecution;
  private long mostMemory;

  /** Something that reads input; whatever it throws is a failure. */
  @FunctionalInterface
  public interface Target {
    /** Reads an input and checks what came of it. */
    void execute(byte[] input) throws Exception;
  }

  /** Makes inputs. */
  @FunctionalInterface
  public interface Inputs {
    /** An input, of this randomness and no other. */
    byte[] next(RandomGenerator random);
  }

  private record Cost(long nanos, long bytes) {}

  private Fuzz(String name, Target target) {
    this.name = name;
    this.target = target;
  }

  /**
   * Executes a target {@code fuzz.executions} times, from seed {@code fuzz.seed}, beginning with
   * the execution {@code fuzz.from}.
   *
   * @param usual how many executions the short form has unless the property says otherwise; the
   *     whole proof has ten times as many
   */
  public static void run(String name, int usual, Inputs inputs, Target target) {
    long from = Long.getLong("fuzz.from", 0);
    long executions = Long.getLong("fuzz.executions", Proof.Size.of(10 * usual, usual));
    new Fuzz(name, target).run(from, from + executions, inputs);
  }

  private void run(long from, long to, Inputs inputs) {
    long start = System.nanoTime();
    for (long execution = from; execution < to; execution++) {
      byte[] input = inputs.next(new SplittableRandom(seed * 0x9e3779b97f4a7c15L + execution));
      measure(execution, input, execute(execution, input));
    }
    System.out.printf(
        Locale.ROOT,
        "fuzz %s: seed %d, %,d executions in %.1f s, slowest %.1f ms (%d), most memory %,d KiB%n",
        name,
        seed,
        to - from,
        (System.nanoTime() - start) / 1e9,
        slowest.nanos() / 1e6,
        slowestExecution,
        mostMemory >> 10);
  }

  private Cost execute(long execution, byte[] input) {
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    long start = System.nanoTime();
    Throwable failure = failure(input);
    Cost cost =
        new Cost(System.nanoTime() - start, THREADS.getCurrentThreadAllocatedBytes() - bytes);
    if (failure != null) {
      byte[] least = shrunk(input, failure.getClass());
      throw new AssertionError(report(execution, failure.toString(), least), failure);
    }
    return cost;
  }

  /** A new record is executed again: the first time may have met a compilation or a collection. */
  private void measure(long execution, byte[] input, Cost first) {
    mostMemory = Math.max(mostMemory, first.bytes());
    Cost best = first;
    for (int again = 0; again < 4 && best.nanos() > slowest.nanos(); again++) {
      Cost cost = execute(execution, input);
      best = cost.nanos() < best.nanos() ? cost : best;
    }
    if (best.nanos() > slowest.nanos()) {
      slowest = best;
      slowestExecution = execution;
    }
    if (best.nanos() > HANG.toNanos() || best.bytes() > MEMORY) {
      throw new AssertionError(report(execution, "too costly, " + best, input));
    }
  }

  @SuppressWarnings("CatchAndPrintStackTrace") // nothing is swallowed: it becomes the report
  private Throwable failure(byte[] input) {
    try {
      target.execute(input);
      return null;
    } catch (Throwable e) {
      return e;
    }
  }

  /** A shorter input that fails in the same way: pieces are left out as long as it does. */
  private byte[] shrunk(byte[] input, Class<? extends Throwable> kind) {
    byte[] least = input;
    int tries = 0;
    for (int piece = input.length / 2; piece > 0; piece /= 2) {
      for (int at = 0; at + piece <= least.length && tries < SHRINKINGS; tries++) {
        byte[] shorter = Bytes.without(least, at, at + piece);
        Throwable failure = failure(shorter);
        if (failure != null && failure.getClass().equals(kind)) {
          least = shorter;
        } else {
          at += piece;
        }
      }
    }
    return least;
  }

  /** The input is kept in a file, for it may be long; what is short is shown as well. */
  private String report(long execution, String what, byte[] input) {
    Path file = Path.of("target", "fuzz", name + "-" + seed + "-" + execution);
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, input);
    } catch (IOException e) {
      throw new UncheckedIOException(what, e);
    }
    String base64 = Base64.getEncoder().encodeToString(input);
    return String.format(
        Locale.ROOT,
        "%s: %s%n  repeat: -Dfuzz.seed=%d -Dfuzz.from=%d -Dfuzz.executions=1%n  input: %s, %d bytes, %s",
        name,
        what,
        seed,
        execution,
        file,
        input.length,
        base64.length() <= SHOWN ? base64 : base64.substring(0, SHOWN) + "...");
  }
}
