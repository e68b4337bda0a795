package org.certdrop.service;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.certdrop.intake.Drop;
import org.certdrop.intake.DropKind;
import org.certdrop.intake.Outcome;
import org.certdrop.intake.Pairing;
import org.certdrop.intake.Submission;
import org.certdrop.intake.SubmittedFile;
import org.certdrop.intake.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where submissions lie on their way: {@code inbox/}, {@code inbox/.work/ID/}, then {@code
 * inbox/accepted/ID/} or {@code inbox/refused/ID/}.
 *
 * <p>Every step is one rename, so that a dropped file is at each moment whole in exactly one place.
 * A kill leaves a folder in {@code .work} that the next start takes up as it stands.
 */
public final class SubmissionFolders {
  private static final Logger LOG = LoggerFactory.getLogger(SubmissionFolders.class);

  private final Home home;
  private final Clock clock;

  /** Names of files in the inbox that belong to a claim, and could not be moved yet. */
  private final Set<String> awaited = ConcurrentHashMap.newKeySet();

  /** The folders of one home; the clock names them. */
  SubmissionFolders(Home home, Clock clock) {
    this.home = home;
    this.clock = clock;
  }

  /**
   * Moves a drop's files into a folder of their own, all of them before the next look at the inbox.
   *
   * @param ready what is ready, and how its files looked
   * @return the claim; empty if a file has changed meanwhile, or somebody else took it
   * @throws IOException if the machine cannot move them now; then nothing was claimed
   */
  Optional<Claim> claim(ReadyDrop ready) throws IOException {
    List<String> names = ready.drop().names();
    for (int i = 0; i < names.size(); i++) {
      if (!isUnchanged(home.inbox().resolve(names.get(i)), ready.looks().get(i))) {
        return Optional.empty();
      }
    }
    Path folder = newFolder(ready.drop().stem());
    if (!owns(ready.drop().primary(), folder)) {
      return Optional.empty();
    }
    Claim claim = new Claim(folder.getFileName().toString(), folder, names);
    moveWhatCanBe(claim, names.subList(1, names.size()));
    return Optional.of(claim);
  }

  /** The drop is ours already: read() fetches the rest, and is tried again until it can. */
  private void gatherWhatCanBe(Claim claim) {
    try {
      gather(claim);
    } catch (IOException e) {
      LOG.debug("{}: companions are still in the inbox", claim.id(), e);
    }
  }

  private void moveWhatCanBe(Claim claim, List<String> companions) {
    try {
      moveAllIn(companions, claim.folder());
    } catch (IOException e) {
      LOG.debug("{}: companions are still in the inbox", claim.id(), e);
    }
  }

  /** Files in the inbox that are no drops of their own: they belong to a claimed one. */
  Set<String> awaited() {
    return awaited;
  }

  private static boolean isUnchanged(Path file, FileLook look) throws IOException {
    try {
      return look.isStillThatOf(file);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private Path newFolder(String stem) throws IOException {
    demandRealDirectory(home.work());
    String id = SubmissionId.of(clock.instant(), stem);
    for (int number = 1; ; number++) {
      String name = SubmissionId.numbered(id, number);
      Path folder = home.work().resolve(name);
      try {
        Files.createDirectory(folder);
      } catch (FileAlreadyExistsException e) {
        continue;
      }
      // Whoever has the folder in .work owns the name, so nobody takes it between these two lines.
      if (!Files.exists(home.accepted().resolve(name))
          && !Files.exists(home.refused().resolve(name))) {
        return folder;
      }
      Files.delete(folder);
    }
  }

  /** Moves the file that stands for the drop; without it there is no folder. */
  private boolean owns(String primary, Path folder) throws IOException {
    boolean owner = false;
    try {
      owner = moveIn(primary, folder);
      return owner;
    } finally {
      if (!owner) {
        Files.delete(folder);
      }
    }
  }

  /** Somebody may have put a link in its place since the start. */
  private static void demandRealDirectory(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new NotDirectoryException(folder.toString());
    }
  }

  /** The first rename of a file decides who owns it; false for whoever comes later. */
  private boolean moveIn(String name, Path folder) throws IOException {
    try {
      Files.move(home.inbox().resolve(name), folder.resolve(name), ATOMIC_MOVE);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /**
   * Takes up what an earlier run left in {@code .work}, with the rest of its files that may still
   * lie in the inbox.
   *
   * @param inFlight ids of submissions that this run handles already
   * @return the claims, by id
   * @throws IOException if the machine cannot list the folders now
   */
  List<Claim> recover(Set<String> inFlight) throws IOException {
    List<Claim> claims = new ArrayList<>();
    List<String> waiting = List.copyOf(InboxListing.of(home.inbox()).candidates().keySet());
    for (Path folder : children(home.work())) {
      String id = folder.getFileName().toString();
      if (isOurs(folder) && !inFlight.contains(id)) {
        List<String> names = droppedNames(folder);
        if (names.isEmpty()) {
          removeIfEmpty(folder);
        } else {
          claims.add(new Claim(id, folder, withCompanions(names, waiting)));
        }
      }
    }
    claims.forEach(this::gatherWhatCanBe);
    return claims;
  }

  /** A kill between the renames of a claim leaves companions in the inbox. */
  private static List<String> withCompanions(List<String> names, List<String> waiting) {
    TreeSet<String> together = new TreeSet<>(names);
    for (Drop drop : Pairing.of(Stream.of(names, waiting).flatMap(List::stream).toList())) {
      if (drop.names().stream().anyMatch(names::contains)) {
        together.addAll(drop.names());
      }
    }
    return List.copyOf(together);
  }

  /** Whether an entry of {@code .work} is one that certdrop made. */
  static boolean isOurs(Path entry) {
    return SubmissionId.isForm(entry.getFileName().toString())
        && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
  }

  static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    }
  }

  /** The names of the dropped files in a submission's folder. */
  static List<String> droppedNames(Path folder) throws IOException {
    return children(folder).stream()
        .map(file -> file.getFileName().toString())
        .filter(name -> !name.equals(VerdictFile.NAME) && DropKind.of(name) != DropKind.IGNORED)
        .toList();
  }

  private static void removeIfEmpty(Path folder) throws IOException {
    if (children(folder).isEmpty()) {
      Files.delete(folder);
    }
  }

  /**
   * Fetches the rest of a claimed submission and reads it, each file once.
   *
   * @throws SubmissionGoneException if somebody took the folder or all that was in it away
   * @throws IOException if the machine cannot read it now
   */
  Submission read(Claim claim) throws IOException, SubmissionGoneException {
    try {
      return Submission.of(claim.id(), files(claim, claim.names()));
    } catch (NoSuchFileException e) {
      return readWhatIsThere(claim);
    }
  }

  private Submission readWhatIsThere(Claim claim) throws IOException, SubmissionGoneException {
    demandThere(claim);
    gather(claim);
    List<String> names = droppedNames(claim.folder());
    if (names.isEmpty()) {
      removeIfEmpty(claim.folder());
      throw new SubmissionGoneException(claim);
    }
    return Submission.of(claim.id(), files(claim, names));
  }

  private static List<SubmittedFile> files(Claim claim, List<String> names) throws IOException {
    List<SubmittedFile> files = new ArrayList<>();
    for (String name : names) {
      files.add(new SubmittedFile(name, DroppedFile.read(claim.folder().resolve(name))));
    }
    return files;
  }

  /** A folder that is absent is gone only if the one that held it is there. */
  private void demandThere(Claim claim) throws IOException, SubmissionGoneException {
    if (Files.notExists(claim.folder(), LinkOption.NOFOLLOW_LINKS)) {
      demandRealDirectory(home.work());
      letGo(claim);
      throw new SubmissionGoneException(claim);
    }
  }

  /** What a claim still awaited in the inbox may be a drop of its own again. */
  private void letGo(Claim claim) {
    awaited.removeAll(claim.names());
  }

  /**
   * Fetches those files of a claim that still lie in the inbox.
   *
   * @throws IOException if the machine cannot move them now
   */
  void gather(Claim claim) throws IOException {
    List<String> absent = new ArrayList<>();
    for (String name : claim.names()) {
      if (!Files.exists(claim.folder().resolve(name), LinkOption.NOFOLLOW_LINKS)) {
        absent.add(name);
      }
    }
    moveAllIn(absent, claim.folder());
  }

  private void moveAllIn(List<String> names, Path folder) throws IOException {
    // From here on no look takes them for drops of their own, whatever becomes of the moves.
    awaited.addAll(names);
    for (String name : names) {
      moveIn(name, folder);
      awaited.remove(name);
    }
  }

  /**
   * Writes the verdict beside the files, then shows both under their final name.
   *
   * @throws SubmissionGoneException if somebody took the folder away
   * @throws IOException if the machine cannot do so now; it may be tried again
   */
  void conclude(Claim claim, Verdict verdict) throws IOException, SubmissionGoneException {
    try {
      VerdictFile.write(claim.folder(), verdict, TypedCommands.of(home));
    } catch (NoSuchFileException e) {
      demandThere(claim);
      throw e;
    }
    Path end = verdict.outcome() == Outcome.REFUSED ? home.refused() : home.accepted();
    demandRealDirectory(end);
    Files.move(claim.folder(), end.resolve(claim.id()), ATOMIC_MOVE);
  }
}
