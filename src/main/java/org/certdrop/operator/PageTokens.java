package org.certdrop.operator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.certdrop.files.BoundedFile;
import org.certdrop.files.DurableFiles;
import org.certdrop.files.FileContent;
import org.certdrop.home.Home;
import org.certdrop.home.Var;
import org.certdrop.json.StrictJson;
import org.certdrop.submission.Limits;
import org.certdrop.text.Timestamps;
import org.certdrop.x509.Fingerprint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens by which a person signs in at the page, once each. A command makes one in {@code
 * var/page-tokens}, where the service looks for it; what lies there is its SHA-256 digest alone, in
 * a file that nobody else may read.
 */
public final class PageTokens {
  /** How long a token waits for its person. */
  public static final Duration LIFETIME = Duration.ofMinutes(15);

  private static final Logger LOG = LoggerFactory.getLogger(PageTokens.class);
  private static final int OCTETS = 32;
  private static final String NAME = "name";
  private static final String UNTIL = "until";

  private final Path folder;
  private final Clock clock;
  private final DurableFiles files = new DurableFiles();
  private final SecureRandom random = new SecureRandom();

  private PageTokens(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /**
   * Those of a home.
   *
   * @throws IOException if their folder cannot be made
   */
  public static PageTokens of(Home home, Clock clock) throws IOException {
    Var.prepare(home);
    Path folder = home.var().resolve("page-tokens");
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    return new PageTokens(folder, clock);
  }

  /**
   * Makes a token.
   *
   * @param name the person who is to use it
   * @return the token, of letters, digits, hyphen and underscore
   * @throws IOException if it cannot be written down
   */
  public String issue(LoginName name) throws IOException {
    clean();
    byte[] octets = new byte[OCTETS];
    random.nextBytes(octets);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    byte[] content =
        StrictJson.mapper()
            .writeValueAsBytes(
                StrictJson.mapper()
                    .createObjectNode()
                    .put(NAME, name.name())
                    .put(UNTIL, Timestamps.millis(clock.instant().plus(LIFETIME))));
    files.create(folder.resolve(digest(token)), content, DurableFiles.OWNER_ONLY);
    return token;
  }

  private static String digest(String token) {
    return Fingerprint.of(token.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /**
   * The person for whom a token was made; it can be used still.
   *
   * @param token what a client says
   * @return empty if there is no such token, or it is too old
   * @throws IOException if the tokens cannot be read
   */
  public Optional<LoginName> look(String token) throws IOException {
    Optional<Path> file = find(token);
    return file.isEmpty() ? Optional.empty() : read(file.get());
  }

  /**
   * Uses a token up.
   *
   * @return the person for whom it was made; empty if there is no such token, it is too old, or
   *     somebody else has just used it
   * @throws IOException if the tokens cannot be read or taken away
   */
  public Optional<LoginName> redeem(String token) throws IOException {
    Optional<Path> file = find(token);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    Optional<LoginName> name = read(file.get());
    return Files.deleteIfExists(file.get()) ? name : Optional.empty();
  }

  /** Compares with every one, so that the time taken says nothing of any. */
  private Optional<Path> find(String token) throws IOException {
    byte[] wanted = digest(token).getBytes(StandardCharsets.US_ASCII);
    Path found = null;
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path file : all) {
        byte[] there = file.getFileName().toString().getBytes(StandardCharsets.UTF_8);
        if (MessageDigest.isEqual(there, wanted)) {
          found = file;
        }
      }
    }
    return Optional.ofNullable(found);
  }

  private Optional<LoginName> read(Path file) throws IOException {
    try {
      if (BoundedFile.read(file, Limits.FILE_BYTES) instanceof FileContent.Bytes whole) {
        JsonNode token = StrictJson.read(whole.bytes());
        boolean counts = Instant.parse(token.path(UNTIL).asText()).isAfter(clock.instant());
        return counts ? Optional.of(new LoginName(token.path(NAME).asText())) : Optional.empty();
      }
    } catch (NoSuchFileException e) {
      return Optional.empty(); // somebody else has just used it
    } catch (DateTimeException e) {
      LOG.warn("{} was changed by another program and does not count.", file, e);
    }
    return Optional.empty();
  }

  /** Those that are too old go; another command may still be writing a young one. */
  private void clean() throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path file : all) {
        if (clock.instant().isAfter(madeAt(file).plus(LIFETIME))) {
          files.delete(file);
        }
      }
    }
  }

  private static Instant madeAt(Path file) throws IOException {
    try {
      return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
    } catch (NoSuchFileException e) {
      return Instant.MIN; // somebody has just used it
    }
  }
}
