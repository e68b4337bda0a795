package org.certdrop.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.certdrop.intake.Drop;
import org.certdrop.intake.Pairing;

/**
 * A drop that has no verdict yet.
 *
 * @param files its files' names
 * @param reason what it waits for
 * @param since since when it has lain there
 */
public record Waiting(List<String> files, String reason, Instant since) {

  /**
   * Everything that waits in a home, found by looking.
   *
   * @throws IOException if the folders cannot be listed
   */
  static List<Waiting> in(Home home, InboxListing listing, Clock clock) throws IOException {
    List<Waiting> waiting = new ArrayList<>();
    Instant now = clock.instant();
    for (Drop drop : Pairing.of(listing.candidates().keySet())) {
      try {
        waiting.add(of(home, drop, listing, now));
      } catch (NoSuchFileException e) {
        continue; // claimed since the listing
      }
    }
    List<Path> handled =
        Files.isDirectory(home.work()) ? SubmissionFolders.children(home.work()) : List.of();
    for (Path folder : handled) {
      if (SubmissionFolders.isOurs(folder)) {
        waiting.add(
            new Waiting(
                SubmissionFolders.droppedNames(folder),
                "is being handled",
                Candidate.changeTime(folder, now)));
      }
    }
    return waiting;
  }

  private static Waiting of(Home home, Drop drop, InboxListing listing, Instant now)
      throws IOException {
    boolean incomplete = false;
    boolean instructions = false;
    Instant since = now;
    for (String name : drop.names()) {
      Candidate file = new Candidate(home.inbox().resolve(name), listing.candidates().get(name), 0);
      incomplete |= file.state() == Candidate.State.INCOMPLETE;
      instructions |= file.state() == Candidate.State.INSTRUCTIONS;
      since = file.since(since);
    }
    return new Waiting(drop.names(), reason(drop, incomplete, instructions), since);
  }

  private static String reason(Drop drop, boolean incomplete, boolean instructions) {
    if (incomplete) {
      return "is incomplete";
    }
    if (drop.isPair() || instructions) {
      return "is about to be taken";
    }
    return drop.certificate().isPresent() ? "waits for its sidecar" : "waits for its certificate";
  }
}
