package org.certdrop.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.certdrop.files.DurableFiles;
import org.certdrop.files.WholeFiles;
import org.certdrop.text.Timestamps;

/**
 * When the researcher's certificate in the database of our Fed-BioMed node last changed: a node
 * reads it once, at its start (SPEC section 12). Kept in {@code var/restart.needed}.
 */
public final class RestartNotice {
  /** certdrop cannot see whether the node was restarted; an old notice would only be noise. */
  private static final Duration SHOWN = Duration.ofDays(7);

  private final Path file;

  /** The notice of a home. */
  public RestartNotice(Path var) {
    this.file = var.resolve("restart.needed");
  }

  /** Notes that the certificate changed just now. */
  void needed(Instant now) throws IOException {
    new WholeFiles(new DurableFiles())
        .write(
            file,
            (Timestamps.millis(now) + "\n").getBytes(StandardCharsets.US_ASCII),
            DurableFiles.OWNER_ONLY);
  }

  /**
   * When it changed, if that is less than a week ago.
   *
   * @throws IOException if the file is there and cannot be read
   */
  public Optional<Instant> since(Instant now) throws IOException {
    try {
      Instant at = Instant.parse(Files.readString(file, StandardCharsets.US_ASCII).strip());
      return Optional.of(at).filter(change -> now.isBefore(change.plus(SHOWN)));
    } catch (NoSuchFileException | DateTimeParseException e) {
      return Optional.empty(); // nothing changed; or an edited file, which says nothing
    }
  }

  /** What to tell the operator. */
  public static String message(Instant at) {
    return "The researcher's certificate in the Fed-BioMed node's database changed at "
        + Timestamps.seconds(at)
        + ". A node reads it at its start alone: restart the Fed-BioMed node if it was started"
        + " before that.";
  }
}
