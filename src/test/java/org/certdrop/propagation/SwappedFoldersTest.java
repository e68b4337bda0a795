package org.certdrop.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.certdrop.disk.Disk;
import org.certdrop.files.DurableFiles;
import org.certdrop.home.Faults;
import org.certdrop.home.Home;
import org.certdrop.home.Settings;
import org.certdrop.inbox.Claim;
import org.certdrop.inbox.Inbox;
import org.certdrop.inbox.InboxListing;
import org.certdrop.inbox.ReadyDrop;
import org.certdrop.inbox.Retention;
import org.certdrop.inbox.SubmissionFolders;
import org.certdrop.inbox.SubmissionGoneException;
import org.certdrop.proof.Proof;
import org.certdrop.submission.Drop;
import org.certdrop.submission.Pairing;
import org.certdrop.text.Timestamps;
import org.certdrop.verdict.Outcome;
import org.certdrop.verdict.Verdict;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Somebody who may write to the inbox, and to nothing else, swaps a folder of certdrop's in it
 * before any one of the operations that a step consists of. Nothing outside of the inbox may change
 * or come to light by that.
 */
class SwappedFoldersTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:15:00.123Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final String ID = "20261123T101500.123Z-a";
  private static final Duration KEEP = Duration.ofDays(1);
  private static final String SECRET = "for certdrop's user alone";

  @TempDir Path directory;
  private int round;
  private Home home;
  private Path outside;
  private Path other;

  /** What is under attack. */
  private enum Step {
    CLAIM,
    READ,
    CONCLUDE,
    RECOVER,
    PROPAGATE,
    SWEEP
  }

  /** What comes into the place of a folder. */
  private enum Swap {
    /** A link to a folder that certdrop may write to. */
    LINK,
    /** A folder with such links by the names of submissions. */
    FOLDER_OF_LINKS,
    /** A folder in which submissions are somebody else's. */
    FOREIGN_FOLDER,
    /** A plain file. */
    FILE
  }

  static Stream<Arguments> attacks() {
    return Stream.of(Step.values())
        .flatMap(
            step ->
                Stream.of(".work", "accepted", "refused")
                    .flatMap(
                        place ->
                            Stream.of(Swap.values()).map(swap -> Arguments.of(step, place, swap))));
  }

  @Proof
  @ParameterizedTest
  @MethodSource("attacks")
  void nothingOutsideOfTheInboxIsReached(Step step, String place, Swap swap) throws Exception {
    boolean attacked = true;
    for (int operation = 1; attacked; operation += Proof.Size.of(1, 6)) {
      prepare();
      int[] left = {Integer.MAX_VALUE};
      Disk disk =
          new Disk(
              next -> {
                if (--left[0] == 0) {
                  swap(home.inbox().resolve(place), swap);
                }
                return Disk.Fate.DONE;
              });
      Map<String, String> before = contents(outside);
      Doing doing = prepare(step, new Home(disk.see(home.directory())));
      left[0] = operation;
      try {
        doing.run();
      } catch (IOException | SubmissionGoneException e) {
        assertThat(left[0]).as("fails without an attack: " + e).isNotPositive();
      }
      attacked = left[0] <= 0;
      assertThat(contents(outside)).as("before operation " + operation).isEqualTo(before);
      assertThat(contents(other).values()).doesNotContain(SECRET);
      assertThat(
              contents(home.inbox()).values().stream().filter(text -> text.equals("certificate")))
          .as("the dropped file")
          .hasSize(step == Step.SWEEP ? (int) left() : 1);
    }
  }

  /** What a sweep may have removed. */
  private long left() throws IOException {
    return contents(home.inbox()).values().stream()
        .filter(text -> text.equals("certificate"))
        .count();
  }

  private void prepare() throws IOException {
    Path base = Files.createDirectory(directory.resolve("round" + ++round));
    home = new Home(base.resolve("home"));
    Files.createDirectories(home.inbox());
    Files.createDirectories(home.properties().getParent());
    other = Files.createDirectory(base.resolve("other"));
    Files.writeString(home.properties(), "certdrop.propagate=" + other + "\n");
    // Where its files would lie if somebody took it for a place of submissions, or for one.
    outside = Files.createDirectory(base.resolve("outside"));
    for (Path folder : List.of(outside, Files.createDirectory(outside.resolve(ID)))) {
      Files.writeString(folder.resolve("a.pem"), SECRET);
      Files.writeString(folder.resolve("key.pem"), SECRET);
      Files.writeString(folder.resolve("verdict.json"), verdictText());
    }
  }

  private void swap(Path place, Swap swap) throws IOException {
    Files.move(place, place.resolveSibling(".taken"));
    switch (swap) {
      case LINK -> Files.createSymbolicLink(place, outside);
      case FOLDER_OF_LINKS ->
          Files.createSymbolicLink(Files.createDirectory(place).resolve(ID), outside);
      case FOREIGN_FOLDER ->
          Files.createSymbolicLink(
              Files.createDirectories(place.resolve(ID)).resolve("b.pem"),
              outside.resolve("key.pem"));
      case FILE -> Files.writeString(place, "a file");
    }
  }

  private interface Doing {
    void run() throws Exception;
  }

  /** Does all that goes before a step. */
  private Doing prepare(Step step, Home seen) throws Exception {
    Inbox inbox = Inbox.prepare(seen);
    SubmissionFolders folders = new SubmissionFolders(seen, inbox, CLOCK);
    Files.writeString(home.inbox().resolve("a.pem"), "certificate");
    Files.writeString(home.inbox().resolve("a.json"), "{}");
    ReadyDrop ready = ready(seen.inbox());
    if (step == Step.CLAIM) {
      return () -> folders.claim(ready);
    }
    Claim claim = folders.claim(ready).orElseThrow();
    inbox.renew();
    return switch (step) {
      case READ -> {
        Files.move(claim.folder().resolve("a.json"), seen.inbox().resolve("a.json"));
        yield () -> folders.read(claim);
      }
      case RECOVER -> () -> folders.recover(Set.of(), left -> left);
      case CONCLUDE -> () -> folders.conclude(claim, verdict(claim));
      case PROPAGATE -> {
        Propagation propagation =
            Propagation.of(
                seen,
                inbox,
                Settings.read(home),
                new Faults(CLOCK),
                System::nanoTime,
                new DurableFiles());
        propagation.announce(ID, Outcome.REGISTERED);
        folders.conclude(claim, verdict(claim));
        inbox.renew();
        yield propagation::pass;
      }
      default -> {
        folders.conclude(claim, verdict(claim));
        Files.writeString(home.accepted().resolve(ID).resolve("verdict.json"), verdictText());
        yield () ->
            new Retention(
                    seen,
                    Optional.of(KEEP),
                    id -> false,
                    new Faults(CLOCK),
                    Clock.offset(CLOCK, KEEP.multipliedBy(2)),
                    () -> {},
                    () -> true)
                .sweep();
      }
    };
  }

  private static ReadyDrop ready(Path inbox) throws IOException {
    InboxListing listing = InboxListing.of(inbox);
    Drop drop = Pairing.of(listing.candidates().keySet()).get(0);
    return new ReadyDrop(
        drop, drop.names().stream().map(listing.candidates()::get).toList(), Optional.empty());
  }

  private static Verdict verdict(Claim claim) {
    return new Verdict(
        claim.id(),
        claim.names(),
        Map.of(),
        Outcome.REGISTERED,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        NOW,
        OptionalLong.empty());
  }

  private static String verdictText() {
    return "{\"format\": \"certdrop-verdict/1\", \"submission\": \""
        + ID
        + "\", \"decided_at\": \""
        + Timestamps.millis(NOW)
        + "\"}";
  }

  /** All plain files below a folder by their paths, and the empty folders. */
  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        contents.put(
            folder.relativize(file).toString(),
            Files.isRegularFile(file) && !Files.isSymbolicLink(file)
                ? Files.readString(file)
                : "no file");
      }
    }
    return contents;
  }
}
