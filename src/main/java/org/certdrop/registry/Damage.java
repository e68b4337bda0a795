package org.certdrop.registry;

import java.util.Objects;

/**
 * Why the files of a registry cannot be trusted.
 *
 * @param kind what is at odds
 * @param file the file at fault, or the journal in a database, as people are told
 * @param line its line, counted from 1; 0 where a file is at fault as a whole
 * @param problem what does not fit, in one sentence
 * @param hint what to do about it
 */
public record Damage(Kind kind, String file, long line, String problem, String hint) {

  /** What is at odds. */
  public enum Kind {
    /** The journal in itself, or the journal under a running process. */
    JOURNAL,
    /** registry.json, in itself or with the journal. */
    SNAPSHOT,
    /** registry.json, with the party whose home this is. */
    OWNER
  }

  /** Nothing may be null. */
  public Damage {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(file);
    Objects.requireNonNull(problem);
    Objects.requireNonNull(hint);
  }

  /** Place and problem, in one line. */
  public String summary() {
    String place = line > 0 ? file + ", line " + line : file;
    return (kind == Kind.OWNER ? "owner-changed: " : "") + place + ": " + problem;
  }

  /** Place, problem and hint in one line. */
  @Override
  public String toString() {
    return summary() + " " + hint;
  }
}
