package org.certdrop.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.certdrop.files.DurableFiles;
import org.certdrop.json.ExactJson;
import org.certdrop.json.StrictJson;
import org.certdrop.text.Parsed;
import org.certdrop.x509.Fingerprint;

/**
 * The marker beside a database that says: a write in place is under way. It names the backup, which
 * holds what was there, and holds itself what is to be there; so the process that finds it after a
 * kill or a power cut can tell a torn write from a file that somebody else wrote since, and finish
 * it.
 */
final class InterruptedWrite {
  private static final String FORMAT = "certdrop-write/1";

  private final Path database;
  private final Path marker;
  private final Path unfinished;
  private final DurableFiles files;

  InterruptedWrite(Path database, DurableFiles files) {
    this.database = database;
    this.marker = database.resolveSibling("." + database.getFileName() + ".certdrop-write");
    this.unfinished = marker.resolveSibling(marker.getFileName() + ".tmp");
    this.files = files;
  }

  /** Takes away what a kill left of a marker that said nothing yet. */
  void clean() throws IOException {
    files.delete(unfinished);
  }

  /** Says that a write begins; that is on the disk on return. */
  void begin(Path backup, byte[] before, byte[] after) throws IOException {
    ObjectNode json = StrictJson.mapper().createObjectNode();
    json.put("format", FORMAT);
    json.put("backup", backup.getFileName().toString());
    json.put("before", Fingerprint.of(before).hex());
    json.put("after", Fingerprint.of(after).hex());
    json.put("content", new String(after, StandardCharsets.US_ASCII));
    clean();
    files.create(unfinished, StrictJson.mapper().writeValueAsBytes(json), DurableFiles.OWNER_ONLY);
    files.replace(unfinished, marker);
    files.sync(marker.getParent());
  }

  /** Says that it has ended. */
  void end() throws IOException {
    files.delete(marker);
    files.sync(marker.getParent());
  }

  /** Whether a write was begun and not ended. */
  boolean isUnderWay() {
    return Files.exists(marker);
  }

  /**
   * What the database must hold for the interrupted write to be whole.
   *
   * @param found what it holds
   * @return that content; empty if nothing was interrupted, the write had not begun or had ended,
   *     or the file was written by somebody else since
   */
  Optional<byte[]> remedy(byte[] found) throws IOException {
    Optional<JsonNode> told = read();
    if (told.isEmpty()) {
      return Optional.empty();
    }
    byte[] after = told.get().path("content").asText().getBytes(StandardCharsets.US_ASCII);
    byte[] before = before(told.get());
    boolean isOurs = Fingerprint.of(after).hex().equals(told.get().path("after").asText());
    boolean isWhole = Arrays.equals(found, before) || Arrays.equals(found, after);
    return isOurs && !isWhole && isBetween(found, before, after)
        ? Optional.of(after)
        : Optional.empty();
  }

  /** The marker is renamed into place, so it is whole; what is not ours says nothing. */
  private Optional<JsonNode> read() throws IOException {
    try {
      return ExactJson.read(Files.readAllBytes(marker)) instanceof Parsed.Good<JsonNode> json
          ? Optional.of(json.value()).filter(told -> told.path("format").asText().equals(FORMAT))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private byte[] before(JsonNode told) throws IOException {
    String backup = told.path("backup").asText();
    try {
      byte[] kept =
          backup.indexOf('/') < 0
              ? Files.readAllBytes(database.resolveSibling(backup))
              : new byte[0];
      return Fingerprint.of(kept).hex().equals(told.path("before").asText()) ? kept : new byte[0];
    } catch (NoSuchFileException e) {
      return new byte[0];
    }
  }

  /**
   * Whether each octet is the old one, the new one, or the zero of a block that never reached the
   * disk; the shorter of the two goes on in spaces, as the write has it.
   */
  private static boolean isBetween(byte[] found, byte[] before, byte[] after) {
    if (found.length > Math.max(before.length, after.length)) {
      return false;
    }
    for (int i = 0; i < found.length; i++) {
      boolean known = found[i] == at(before, i) || found[i] == at(after, i) || found[i] == 0;
      if (!known) {
        return false;
      }
    }
    return true;
  }

  private static byte at(byte[] content, int index) {
    return index < content.length ? content[index] : (byte) ' ';
  }
}
