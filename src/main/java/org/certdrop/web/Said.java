package org.certdrop.web;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.certdrop.home.Faults;
import org.certdrop.text.Explained;
import org.certdrop.text.Parsed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What came of a person's last act.
 *
 * @param mark how it went
 * @param sentence what happened, or why nothing did
 * @param hint what to do next; empty if nothing
 * @param command what to type then, behind {@code ./certdrop}; empty if nothing
 * @param here what the page can do, where the hint names what to type
 * @param dropped the names of files that were put into the inbox, the verdicts of which follow
 * @param at when
 */
record Said(
    Badge mark,
    String sentence,
    String hint,
    String command,
    Optional<Html> here,
    List<String> dropped,
    Instant at) {
  private static final Logger LOG = LoggerFactory.getLogger(Said.class);

  Said {
    dropped = List.copyOf(dropped);
  }

  static Said of(Badge mark, String sentence, String hint) {
    return new Said(mark, sentence, hint, "", Optional.empty(), List.of(), Instant.now());
  }

  /** The same, with a command to type. */
  Said with(String words) {
    return new Said(mark, sentence, hint, words, here, dropped, at);
  }

  /** The same, with a line that says what the page can do. */
  Said with(Html line) {
    return new Said(mark, sentence, hint, command, Optional.of(line), dropped, at);
  }

  static Said of(Parsed.Bad<?> bad) {
    return of(Badge.BAD, bad.problem(), bad.hint());
  }

  /** It failed, which is no fault of the service. */
  static Said failed(Session session, Exception e) {
    LOG.warn("What {} asked for at the page failed.", session.name(), e);
    String why =
        e instanceof Explained explained
            ? explained.explanation()
            : e instanceof IOException fault ? Faults.describe(fault) : "The log says why.";
    return of(Badge.BAD, "Nothing was done.", why);
  }

  /** Files lie in the inbox. */
  static Said dropped(List<String> names) {
    return new Said(Badge.NONE, "", "", "", Optional.empty(), names, Instant.now());
  }
}
