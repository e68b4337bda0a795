package org.certdrop.inbox;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.certdrop.files.BoundedFile;
import org.certdrop.files.FileContent;
import org.certdrop.files.OpenFolder;
import org.certdrop.home.Home;
import org.certdrop.party.PartyId;
import org.certdrop.submission.Announcement;
import org.certdrop.submission.DropKind;
import org.certdrop.submission.Limits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an earlier run left in {@code .work}, or lies in that of an inbox that was mounted. */
final class LeftSubmissions {
  private static final Logger LOG = LoggerFactory.getLogger(LeftSubmissions.class);

  private final Home home;
  private final Inbox inbox;
  private final Companions companions;

  LeftSubmissions(Home home, Inbox inbox, Companions companions) {
    this.home = home;
    this.inbox = inbox;
    this.companions = companions;
  }

  /**
   * Takes it up, with the rest of its files that may still lie in the inbox.
   *
   * @param inFlight ids of submissions that this run handles already
   * @param ours tells which of the others nobody else handles
   * @return the claims, by id
   * @throws IOException if the operating system cannot list the inbox or {@code .work} now
   */
  List<Claim> takeUp(Set<String> inFlight, Claim.Ours ours) throws IOException {
    return inbox.through(
        open -> {
          Set<String> left =
              open.work().names().stream()
                  .filter(id -> SubmissionId.isForm(id) && !inFlight.contains(id))
                  .collect(Collectors.toCollection(TreeSet::new));
          List<Claim> claims = new ArrayList<>();
          Set<String> ids = left.isEmpty() ? left : new TreeSet<>(ours.among(left));
          if (ids.isEmpty()) {
            return claims; // the inbox, which may be very full, need not be listed
          }
          List<String> waiting = List.copyOf(InboxListing.of(home.inbox()).candidates().keySet());
          for (String id : ids) {
            takeUp(id, waiting, open).ifPresent(claims::add);
          }
          return claims;
        });
  }

  /** What cannot be looked into now is a claim all the same, and keeps no other back. */
  private Optional<Claim> takeUp(String id, List<String> waiting, InboxFolders open) {
    List<String> names = Companions.ofStem(id, waiting);
    try (OpenFolder folder = open.work().folder(id)) {
      List<String> there = SubmissionFolder.droppedNames(folder);
      if (there.isEmpty()) {
        SubmissionFolder.removeIfEmpty(folder, open.work());
        return Optional.empty();
      }
      names = Companions.with(there, waiting);
      companions.fetchWhatCanBe(Companions.absent(names, folder), open.inbox(), folder);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Optional.empty(); // taken away meanwhile, or nothing that certdrop made
    } catch (IOException e) {
      LOG.debug("{} cannot be looked into", id, e);
      companions.await(names);
    }
    return Optional.of(new Claim(id, home.work().resolve(id), names));
  }

  /**
   * The party that a claim's sidecar names, if it says that the claim is a bundle. The sidecar may
   * still lie in the inbox.
   *
   * @return empty if the sidecar does not say that it is a bundle
   * @throws IOException if the operating system cannot read it now
   */
  Optional<PartyId> announcedBy(Claim claim) throws IOException {
    return inbox.through(
        open -> {
          try (OpenFolder folder = open.work().folder(claim.id())) {
            Optional<String> sidecar =
                claim.names().stream()
                    .filter(name -> DropKind.of(name) == DropKind.SIDECAR)
                    .findFirst();
            return sidecar.isEmpty()
                ? Optional.empty()
                : announcedBy(sidecar.get(), folder.has(sidecar.get()) ? folder : open.inbox());
          }
        });
  }

  private static Optional<PartyId> announcedBy(String sidecar, OpenFolder place)
      throws IOException {
    return BoundedFile.read(place, sidecar, Limits.FILE_BYTES) instanceof FileContent.Bytes whole
        ? Announcement.of(whole.bytes()).flatMap(Announcement::party)
        : Optional.empty();
  }
}
