package org.certdrop.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Cuts a journal into lines, holding one at a time. */
final class LineScanner {
  /** Ten times what certdrop can write: a certificate file has at most 64 KiB. */
  static final int MAX_LENGTH = 4 << 20;

  private static final int CHUNK = 1 << 16;

  private final JournalFile file;
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK).limit(0);
  private long position;
  private long start;

  /**
   * A line.
   *
   * @param bytes without LF
   * @param start where it begins in the file
   * @param ended whether an LF ends it
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, and gone at the next line
  record Line(byte[] bytes, long start, boolean ended) {
    /** Where the next line begins. */
    long end() {
      return start + bytes.length + (ended ? 1 : 0);
    }

    /**
     * Whether it has a field with one of these values, as certdrop writes it; found without
     * parsing.
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

  LineScanner(JournalFile file, long from) {
    this.file = file;
    this.position = from;
    this.start = from;
  }

  /** The next line; empty at the end of the file. A line that is too long comes in pieces. */
  Optional<Line> next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(CHUNK / 16);
    while (line.size() < MAX_LENGTH && fill()) {
      if (takeUpToLineFeed(line)) {
        return line(line, true);
      }
    }
    return line.size() == 0 ? Optional.empty() : line(line, false);
  }

  /** Whether there is nothing more to come. */
  boolean isAtEnd() throws IOException {
    return !fill();
  }

  private Optional<Line> line(ByteArrayOutputStream bytes, boolean ended) {
    Line line = new Line(bytes.toByteArray(), start, ended);
    start = line.end();
    return Optional.of(line);
  }

  private boolean fill() throws IOException {
    if (chunk.hasRemaining()) {
      return true;
    }
    chunk.clear();
    int count = file.read(chunk, position);
    chunk.flip();
    position += Math.max(count, 0);
    return count > 0;
  }

  private boolean takeUpToLineFeed(ByteArrayOutputStream line) {
    byte[] octets = chunk.array();
    int from = chunk.position();
    int end = from;
    while (end < chunk.limit() && octets[end] != '\n') {
      end++;
    }
    line.write(octets, from, end - from);
    boolean found = end < chunk.limit();
    chunk.position(found ? end + 1 : end);
    return found;
  }
}
