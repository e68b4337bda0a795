package org.certdrop.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.certdrop.json.StrictJson;

/** The journal of a folder, to be read. */
final class FileSource implements JournalSource {
  private static final RawLine.Field SUBMISSION = new RawLine.Field("submission");

  /** Room for a hundred lines and more. */
  private static final int TAIL = 1 << 18;

  private static final Lines NONE =
      new Lines() {
        @Override
        public Optional<RawLine> next() {
          return Optional.empty();
        }

        @Override
        public boolean mayBeTorn() {
          return false;
        }
      };

  private final Optional<JournalFile> file;

  private FileSource(Optional<JournalFile> file) {
    this.file = file;
  }

  /** Opens it; one that is absent has no lines. */
  static FileSource open(RegistryFiles files) throws IOException {
    try {
      return new FileSource(Optional.of(JournalFile.reading(files)));
    } catch (NoSuchFileException e) {
      return new FileSource(Optional.empty());
    }
  }

  private Lines lines(long from) {
    return file.<Lines>map(journal -> new LineScanner(journal, from)).orElse(NONE);
  }

  @Override
  public Lines after(JournalMark mark) {
    return lines(mark.end());
  }

  @Override
  public Lines latest() throws IOException {
    // The octet before is read, too: if it ends a line, only that end is passed over.
    long from = file.isEmpty() ? 0 : Math.max(0, file.get().size() - TAIL - 1);
    Lines lines = lines(from);
    if (from > 0) {
      lines.next();
    }
    return lines;
  }

  @Override
  public boolean holds(JournalMark mark) throws IOException {
    byte[] start = ("{\"seq\":" + mark.seq() + ",").getBytes(StandardCharsets.US_ASCII);
    return file.isPresent()
        && mark.length() > start.length
        && mark.length() <= RawLine.MAX_LENGTH
        && file.get().hasLine(mark.end(), mark.length(), mark.head())
        && Arrays.equals(file.get().bytes(mark.end() - mark.length(), start.length), start);
  }

  @Override
  public OptionalLong firstOf(Set<String> submissions) throws IOException {
    Set<String> written = new HashSet<>();
    for (String submission : submissions) {
      written.add(StrictJson.mapper().writeValueAsString(submission).split("\"", -1)[1]);
    }
    Lines lines = lines(0);
    long number = 1;
    for (Optional<RawLine> line = lines.next(); line.isPresent(); line = lines.next()) {
      if (line.get().has(SUBMISSION, written)) {
        return OptionalLong.of(number);
      }
      number++;
    }
    return OptionalLong.empty();
  }

  @Override
  public void close() throws IOException {
    if (file.isPresent()) {
      file.get().close();
    }
  }
}
