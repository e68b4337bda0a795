package org.certdrop.inbox;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.certdrop.files.FileLook;
import org.certdrop.files.OpenFolder;
import org.certdrop.home.Home;
import org.certdrop.home.TypedCommands;
import org.certdrop.party.PartyId;
import org.certdrop.submission.Submission;
import org.certdrop.verdict.Outcome;
import org.certdrop.verdict.Verdict;

/**
 * Where submissions lie on their way: {@code inbox/}, {@code inbox/.work/ID/}, then {@code
 * inbox/accepted/ID/} or {@code inbox/refused/ID/}.
 *
 * <p>Every step is one rename, so that a dropped file is at each moment whole in exactly one place.
 * A kill leaves a folder in {@code .work} that the next start takes up as it stands. Any user with
 * write permission for the inbox may swap these folders at any moment: all is done through open
 * ones.
 */
public final class SubmissionFolders {
  private final Home home;
  private final Inbox inbox;
  private final Clock clock;
  private final Companions companions = new Companions();
  private final LeftSubmissions left;
  private final Unpacking unpacking;
  private final ReadAhead ahead = new ReadAhead();

  /** The folders of one home; the clock names them. */
  public SubmissionFolders(Home home, Inbox inbox, Clock clock) {
    this.home = home;
    this.inbox = inbox;
    this.clock = clock;
    this.left = new LeftSubmissions(home, inbox, companions);
    this.unpacking = new Unpacking(TypedCommands.of(home));
  }

  /** Files in the inbox that are no drops of their own: they belong to a claimed one. */
  public Set<String> awaited() {
    return companions.awaited();
  }

  /** What was read of files before they were claimed. */
  public ReadAhead ahead() {
    return ahead;
  }

  /**
   * Moves a drop's files into a folder of their own, all of them before the next look at the inbox.
   *
   * @param ready what is ready, and how its files looked
   * @return the claim; empty if a file has changed meanwhile, or somebody else took it
   * @throws IOException if the operating system cannot move them now; then nothing was claimed
   */
  public Optional<Claim> claim(ReadyDrop ready) throws IOException {
    return inbox.through(open -> claim(ready, open));
  }

  private Optional<Claim> claim(ReadyDrop ready, InboxFolders open) throws IOException {
    List<String> names = ready.drop().names();
    for (int i = 0; i < names.size(); i++) {
      FileLook look = ready.looks().get(i);
      if (!look.isStillThatOf(names.get(i), open.inbox())) {
        return Optional.empty();
      }
      ahead.compare(home.inbox().resolve(names.get(i)), look);
    }
    try (OpenFolder folder = newFolder(ready.drop().stem(), open)) {
      if (!owns(ready.drop().primary(), folder, open)) {
        return Optional.empty();
      }
      companions.fetchWhatCanBe(names.subList(1, names.size()), open.inbox(), folder);
      String id = folder.name();
      return Optional.of(new Claim(id, home.work().resolve(id), names));
    }
  }

  private OpenFolder newFolder(String stem, InboxFolders open) throws IOException {
    String id = SubmissionId.of(clock.instant(), stem);
    for (int number = 1; ; number++) {
      OpenFolder made;
      try {
        made = open.work().make(SubmissionId.numbered(id, number));
      } catch (FileAlreadyExistsException e) {
        continue;
      }
      // The process that has the folder in .work owns the name, so nobody takes it between these
      // two lines.
      if (isFree(made, open)) {
        return made;
      }
    }
  }

  /** Whether no submission has its name already; if one has, there is no folder. */
  private static boolean isFree(OpenFolder made, InboxFolders open) throws IOException {
    boolean free = false;
    try {
      free = !open.accepted().has(made.name()) && !open.refused().has(made.name());
      return free;
    } finally {
      if (!free) {
        made.close();
        open.work().delete(made.name());
      }
    }
  }

  /** Moves the file that stands for the drop; without it there is no folder. */
  private static boolean owns(String primary, OpenFolder folder, InboxFolders open)
      throws IOException {
    boolean owner = false;
    try {
      owner = Companions.move(primary, open.inbox(), folder);
      return owner;
    } finally {
      if (!owner) {
        open.work().delete(folder.name());
      }
    }
  }

  /**
   * Takes up what an earlier run left in {@code .work}, with the rest of its files that may still
   * lie in the inbox.
   *
   * @param inFlight ids of submissions that this run handles already
   * @param ours tells which of the others nobody else handles
   * @return the claims, by id
   * @throws IOException if the operating system cannot list the inbox or {@code .work} now
   */
  public List<Claim> recover(Set<String> inFlight, Claim.Ours ours) throws IOException {
    return left.takeUp(inFlight, ours);
  }

  /**
   * The party that a claim of an earlier run names, if the claim says that it is a bundle.
   *
   * @return empty if the claim does not say that it is a bundle
   * @throws IOException if the operating system cannot read its sidecar now
   */
  public Optional<PartyId> announcedBy(Claim claim) throws IOException {
    return left.announcedBy(claim);
  }

  /**
   * Fetches the rest of a claimed submission and reads what the gate did not read of it, or what
   * changed since.
   *
   * @throws SubmissionGoneException if somebody took the folder or all that was in it away
   * @throws IOException if the operating system cannot read it now
   */
  public Submission read(Claim claim) throws IOException, SubmissionGoneException {
    return inbox.through(
        open -> {
          try (OpenFolder folder = folder(claim, open)) {
            return read(claim, folder, open);
          }
        });
  }

  private Submission read(Claim claim, OpenFolder folder, InboxFolders open)
      throws IOException, SubmissionGoneException {
    List<String> names = claim.names();
    List<String> absent = Companions.absent(names, folder);
    if (names.isEmpty() || !absent.isEmpty()) {
      companions.fetch(absent, open.inbox(), folder);
      names = SubmissionFolder.droppedNames(folder);
    }
    if (names.isEmpty()) {
      SubmissionFolder.removeIfEmpty(folder, open.work());
      throw new SubmissionGoneException(claim);
    }
    companions.letGo(claim);
    return Submission.of(claim.id(), SubmissionFolder.files(folder, names, ahead));
  }

  /** A claim's folder that is absent is gone only if the one that held it is there. */
  private OpenFolder folder(Claim claim, InboxFolders open)
      throws IOException, SubmissionGoneException {
    try {
      return open.work().folder(claim.id());
    } catch (NoSuchFileException e) {
      companions.letGo(claim);
      throw new SubmissionGoneException(claim);
    }
  }

  /**
   * Writes the verdict beside the files, then shows both under their final name; what an archive
   * holds lies in the inbox by then.
   *
   * @throws SubmissionGoneException if somebody took the folder away
   * @throws IOException if the operating system cannot do so now; it may be tried again
   */
  public void conclude(Claim claim, Verdict verdict) throws IOException, SubmissionGoneException {
    inbox.through(
        open -> {
          try (OpenFolder folder = folder(claim, open)) {
            if (verdict.outcome() == Outcome.UNPACKED) {
              unpacking.unpack(folder, open.inbox(), verdict);
            } else {
              Verdict said = SeveralOwners.saidIn(verdict, folder);
              VerdictFile.write(folder, open.work(), said, TypedCommands.of(home));
            }
          }
          OpenFolder end = verdict.outcome() == Outcome.REFUSED ? open.refused() : open.accepted();
          SubmissionFolder.move(claim.id(), open.work(), end);
          return claim;
        });
  }
}
