package org.certdrop.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Cuts a journal's file into lines, holding one at a time. */
final class LineScanner implements Lines {
  private static final int CHUNK = 1 << 16;

  private final JournalFile file;
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK).limit(0);
  private long position;
  private long start;
  private boolean lastEnded = true;

  LineScanner(JournalFile file, long from) {
    this.file = file;
    this.position = from;
    this.start = from;
  }

  /** The next line; empty at the end of the file. A line that is too long comes in pieces. */
  @Override
  public Optional<RawLine> next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(CHUNK / 16);
    while (line.size() < RawLine.MAX_LENGTH && fill()) {
      if (takeUpToLineFeed(line)) {
        return line(line, true);
      }
    }
    return line.size() == 0 ? Optional.empty() : line(line, false);
  }

  /** What another process has appended meanwhile ends no line that was not whole before. */
  @Override
  public boolean mayBeTorn() throws IOException {
    return !lastEnded || !fill();
  }

  private Optional<RawLine> line(ByteArrayOutputStream bytes, boolean ended) {
    RawLine line = new RawLine(bytes.toByteArray(), start, ended);
    start = line.end();
    lastEnded = ended;
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
