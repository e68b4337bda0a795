package org.certdrop.home;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.certdrop.json.StrictJson;
import org.certdrop.party.PartyId;
import org.certdrop.text.Timestamps;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people did that changes no entry of the registry, and so is not in its journal: aliases,
 * rosters, own certificates; a line of JSON each in {@code var/acts.jsonl}, which is only appended
 * to. It is a note for other people: nothing depends on it, and it is not synced to the disk.
 */
public final class ActsFile {
  private static final Logger LOG = LoggerFactory.getLogger(ActsFile.class);

  /** How much of its end is read, in octets. */
  private static final int MOST = 1 << 15;

  private static final String REFUSAL = "refusal";

  private ActsFile() {}

  /**
   * One act.
   *
   * @param by who did it, as that person says
   * @param done what, in words such as "named it Gent"
   * @param party the party that it is about; empty if it is about none
   * @param refusal the submission whose refusal was put aside by it; empty for other acts
   */
  public record Act(
      Instant at, String by, String done, Optional<PartyId> party, Optional<String> refusal) {}

  private static Path file(Home home) {
    return home.var().resolve("acts.jsonl");
  }

  /** Notes what was done; if that fails, the log says it: it was done all the same. */
  public static void note(Home home, Act act) {
    ObjectNode json = StrictJson.mapper().createObjectNode();
    json.put("at", Timestamps.millis(act.at())).put("by", act.by()).put("done", act.done());
    act.party().ifPresent(id -> json.put("party_id", id.value()));
    act.refusal().ifPresent(id -> json.put(REFUSAL, id));
    try {
      Var.prepare(home);
      byte[] line = (StrictJson.mapper().writeValueAsString(json) + "\n").getBytes(US_ASCII);
      try (FileChannel file =
          Var.open(home, file(home), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        file.write(ByteBuffer.wrap(line));
      }
    } catch (IOException e) {
      LOG.warn("\"{}\" is not noted in {}: {}", act.done(), file(home), Faults.describe(e));
    }
  }

  /**
   * The newest acts, newest first; a line that is none is passed over.
   *
   * @param most how many at most
   * @throws IOException if the file cannot be read
   */
  public static List<Act> latest(Home home, int most) throws IOException {
    List<Act> acts = new ArrayList<>();
    for (String line : end(file(home)).split("\n")) {
      act(line).ifPresent(acts::add);
    }
    Collections.reverse(acts);
    return List.copyOf(acts.subList(0, Math.min(most, acts.size())));
  }

  /**
   * The submissions whose refusals people have put aside, as far back as the file is read.
   *
   * @throws IOException if the file cannot be read
   */
  public static Set<String> putAside(Home home) throws IOException {
    return latest(home, Integer.MAX_VALUE).stream()
        .flatMap(act -> act.refusal().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String end(Path path) throws IOException {
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      ByteBuffer end = ByteBuffer.allocate(MOST);
      file.position(Math.max(0, file.size() - MOST));
      while (end.hasRemaining() && file.read(end) >= 0) {
        // the next part
      }
      return new String(end.array(), 0, end.position(), UTF_8);
    } catch (NoSuchFileException e) {
      return ""; // nobody did anything
    }
  }

  private static Optional<Act> act(String line) {
    try {
      JsonNode json = StrictJson.read(line.getBytes(UTF_8));
      String party = json.path("party_id").asText();
      return Optional.of(
          new Act(
              Instant.parse(json.path("at").asText()),
              json.path("by").asText(),
              json.path("done").asText(),
              Optional.of(party).filter(PartyId::isForm).map(PartyId::new),
              Optional.of(json.path(REFUSAL).asText()).filter(id -> !id.isEmpty())));
    } catch (IOException | DateTimeException e) {
      return Optional.empty(); // cut off, or somebody changed it
    }
  }
}
