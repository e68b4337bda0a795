package org.certdrop.registry;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.certdrop.registration.JournalLine;

/**
 * A line of a journal as it is stored.
 *
 * @param bytes without LF
 * @param start where it begins, in octets from the journal's start
 * @param ended whether it is stored whole; in a file, whether an LF ends it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and gone at the next line
public record RawLine(byte[] bytes, long start, boolean ended) {
  /** Ten times what certdrop can write: a certificate file has at most 64 KiB. */
  public static final int MAX_LENGTH = 4 << 20;

  /** What it says; empty if that is not what a line of a journal says. */
  public Optional<JournalLine> content() {
    return ParsedLine.of(this).content();
  }

  /** Where the next line begins. */
  long end() {
    return start + bytes.length + (ended ? 1 : 0);
  }

  /**
   * Whether it has a field with one of these values, as certdrop writes it; found without parsing.
   *
   * @param values up to the quotation mark
   */
  boolean has(Field field, Set<String> values) {
    for (int from = field.after(bytes, 0); from > 0; from = field.after(bytes, from)) {
      int to = from;
      while (to < bytes.length && bytes[to] != '"') {
        to++;
      }
      if (values.contains(new String(bytes, from, to - from, StandardCharsets.US_ASCII))) {
        return true;
      }
    }
    return false;
  }

  /** The beginning of a text field, to be looked for in many lines. */
  static final class Field {
    private final byte[] start;
    private final boolean[] within = new boolean[128];

    Field(String name) {
      start = ("\"" + name + "\":\"").getBytes(StandardCharsets.US_ASCII);
      for (byte octet : start) {
        within[octet] = true;
      }
    }

    /** Where the next value begins; 0 if there is none. */
    private int after(byte[] line, int from) {
      int at = from + start.length;
      while (at <= line.length) {
        byte last = line[at - 1];
        if (last < 0 || !within[last]) {
          at += start.length; // No field can contain this octet.
        } else if (Arrays.equals(line, at - start.length, at, start, 0, start.length)) {
          return at;
        } else {
          at++;
        }
      }
      return 0;
    }
  }
}
