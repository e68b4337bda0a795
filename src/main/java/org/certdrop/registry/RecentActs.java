package org.certdrop.registry;

import java.io.IOException;
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

  private RecentActs() {}

  /**
   * The newest confirmations, rejections, removals and registrations by hand, newest first, of the
   * last lines, a hundred and more. A line that does not fit is passed over: an audit says what is
   * wrong with it.
   *
   * @param store the registry
   * @param most how many at most
   * @throws IOException if the journal cannot be read
   */
  public static List<JournalLine> in(RegistryStore store, int most) throws IOException {
    try (JournalSource journal = store.source()) {
      List<JournalLine> acts = acts(journal.latest());
      Collections.reverse(acts);
      return List.copyOf(acts.subList(0, Math.min(most, acts.size())));
    }
  }

  private static List<JournalLine> acts(Lines lines) throws IOException {
    List<JournalLine> acts = new ArrayList<>();
    for (Optional<RawLine> line = lines.next(); line.isPresent(); line = lines.next()) {
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
