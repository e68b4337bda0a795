package org.certdrop.home;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** When this program was built: a clock that says an earlier time is wrong for certain. */
final class BuildDate {
  private static final Instant BUILT = read();

  private BuildDate() {}

  /** The build leaves it beside the classes. */
  private static Instant read() {
    try (InputStream built = BuildDate.class.getResourceAsStream("built")) {
      return Instant.parse(new String(built.readAllBytes(), US_ASCII).strip());
    } catch (IOException e) {
      throw new UncheckedIOException("the program's own files cannot be read", e);
    }
  }

  /** Why a clock is wrong, and what to do; empty if it may be right. */
  static Optional<String> doubt(Instant now) {
    return now.isBefore(BUILT)
        ? Optional.of(
            "the clock says "
                + now.truncatedTo(ChronoUnit.SECONDS)
                + ", but certdrop was built at "
                + BUILT
                + "; set the clock right (timedatectl), or, if it has to be so,"
                + " certdrop.clock.check=false")
        : Optional.empty();
  }
}
