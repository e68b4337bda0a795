package org.certdrop.registry;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.certdrop.registration.Entry;
import org.certdrop.registration.JournalLine;

/** What people last did to a registry by hand, read from the end of its journal. */
public final class RecentActs {
  /** How a submission's id begins that was typed, not dropped (SPEC section 8). */
  public static final String TYPED = "cli-";

  /** Room for a hundred lines and more; what came before them is not looked at. */
  private static final int TAIL = 1 << 18;

  private RecentActs() {}

  /**
   * The newest confirmations, rejections, removals and registrations by hand, newest first. A line
   * that does not fit is passed over: an audit says what is wrong with it.
   *
   * @param var the folder of the registry; empty or absent means that nothing was done
   * @param most how many at most
   * @throws IOException if the journal cannot be read
   */
  public static List<JournalLine> in(Path var, int most) throws IOException {
    try (JournalFile file = JournalFile.reading(new RegistryFiles(var))) {
      List<JournalLine> acts = new ArrayList<>(acts(file));
      Collections.reverse(acts);
      return List.copyOf(acts.subList(0, Math.min(most, acts.size())));
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private static List<JournalLine> acts(JournalFile file) throws IOException {
    // The octet before is read, too: if it ends a line, only that end is passed over.
    long from = Math.max(0, file.size() - TAIL - 1);
    LineScanner lines = new LineScanner(file, from);
    if (from > 0) {
      lines.next();
    }
    List<JournalLine> acts = new ArrayList<>();
    for (Optional<LineScanner.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
      ParsedLine.of(line.get()).content().filter(RecentActs::isByHand).ifPresent(acts::add);
    }
    return acts;
  }

  private static boolean isByHand(JournalLine line) {
    return switch (line.event()) {
      case CONFIRMED, REJECTED, REMOVED -> true;
      case REGISTERED, REPLACED, PENDING ->
          line.entry().map(Entry::submission).filter(id -> id.startsWith(TYPED)).isPresent();
      case RECEIPT -> false;
    };
  }
}
