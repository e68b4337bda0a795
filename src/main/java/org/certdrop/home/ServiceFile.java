package org.certdrop.home;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.certdrop.json.StrictJson;
import org.certdrop.text.Timestamps;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a running service says of itself to other processes, in {@code var/service.json}. It counts
 * only as long as the service holds the {@link RunLock}; that it cannot be written is no fault of
 * its own, since the reader tries the folder out.
 */
public final class ServiceFile {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceFile.class);
  private static final String FORMAT = "certdrop-service/1";

  /**
   * A service that runs.
   *
   * @param since when it started
   * @param faults what it finds faulty
   */
  public record Running(Instant since, List<Faults.Fault> faults) {}

  private final Home home;
  private final Path file;
  private final Path unfinished;
  private final Instant since;
  private List<Faults.Fault> published;

  /** The file of a service that starts now. */
  public ServiceFile(Home home, Instant since) {
    this.home = home;
    this.file = path(home);
    this.unfinished = file.resolveSibling("service.json.tmp");
    this.since = since;
  }

  private static Path path(Home home) {
    return home.var().resolve("service.json");
  }

  /** Writes the faults, if they are others than those written last. */
  public void publish(List<Faults.Fault> faults) {
    if (faults.equals(published)) {
      return;
    }
    try {
      write(StrictJson.mapper().writeValueAsBytes(json(faults)));
      Files.move(unfinished, file, ATOMIC_MOVE);
      published = faults;
    } catch (IOException e) {
      LOG.debug("{} cannot be written; tried again at the next look", file, e);
    }
  }

  private void write(byte[] content) throws IOException {
    try (FileChannel channel = Var.open(home, unfinished, CREATE, TRUNCATE_EXISTING, WRITE)) {
      Channels.newOutputStream(channel).write(content);
    }
  }

  private ObjectNode json(List<Faults.Fault> faults) {
    ObjectNode json = StrictJson.mapper().createObjectNode();
    json.put("format", FORMAT).put("since", Timestamps.millis(since));
    ArrayNode rows = json.putArray("faults");
    for (Faults.Fault fault : faults) {
      rows.addObject()
          .put("where", fault.where())
          .put("message", fault.message())
          .put("since", Timestamps.millis(fault.since()));
    }
    return json;
  }

  /** Takes the file away. */
  public void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.debug("{} stays, and is no longer believed", file, e);
    }
  }

  /**
   * What a home's service says, if one runs.
   *
   * @throws IOException if the lock file cannot be looked at
   */
  public static Optional<Running> read(Home home) throws IOException {
    if (!RunLock.isHeld(home)) {
      return Optional.empty();
    }
    try {
      return Optional.of(running(StrictJson.read(Files.readAllBytes(path(home)))));
    } catch (NoSuchFileException e) {
      return Optional.of(
          new Running(Files.getLastModifiedTime(RunLock.path(home)).toInstant(), List.of()));
    } catch (DateTimeException e) {
      throw new IOException(path(home) + " was changed by another program", e);
    }
  }

  private static Running running(JsonNode json) {
    List<Faults.Fault> faults = new ArrayList<>();
    for (JsonNode row : json.path("faults")) {
      faults.add(
          new Faults.Fault(
              row.path("where").asText(),
              row.path("message").asText(),
              Instant.parse(row.path("since").asText())));
    }
    return new Running(Instant.parse(json.path("since").asText()), faults);
  }
}
