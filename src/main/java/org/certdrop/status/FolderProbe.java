package org.certdrop.status;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.certdrop.files.OpenFolder;
import org.certdrop.files.ProbeFile;
import org.certdrop.files.Reason;
import org.certdrop.home.Faults;
import org.certdrop.home.Home;
import org.certdrop.home.Setting;
import org.certdrop.home.Settings;
import org.certdrop.inbox.SubmissionFolder;
import org.certdrop.text.Printable;

/**
 * Tries out whether certdrop could do its work in a home now, with or without a running service: a
 * folder counts as writable only if a block really could be written into it.
 */
public final class FolderProbe {
  private FolderProbe() {}

  /** The faults of a home's folders. */
  static List<Faults.Fault> faults(Home home, Instant now) {
    if (Files.isDirectory(home.inbox()) && Files.notExists(home.work())) {
      // The first run is still to come, and makes the others.
      return problem(home.inbox())
          .map(why -> List.of(new Faults.Fault("inbox", why, now)))
          .orElse(List.of());
    }
    List<Faults.Fault> faults = new ArrayList<>();
    for (Path folder : folders(home)) {
      String where = home.directory().relativize(folder).toString();
      problem(home, folder).ifPresent(why -> faults.add(new Faults.Fault(where, why, now)));
    }
    faults.addAll(foreignWork(home, now));
    return faults;
  }

  private static List<Path> folders(Home home) {
    return List.of(
        home.inbox(),
        home.work(),
        home.accepted(),
        home.refused(),
        home.registration(),
        home.var());
  }

  /** The faults of the inboxes to which a home propagates. */
  static List<Faults.Fault> faults(Home home, Settings settings, Instant now) {
    List<Faults.Fault> faults = new ArrayList<>();
    for (String text : settings.propagate()) {
      Path inbox = home.resolve(text).normalize();
      problem(inbox)
          .map(Printable::of)
          .ifPresent(why -> faults.add(new Faults.Fault(Setting.PROPAGATE.key(), why, now)));
    }
    return faults;
  }

  /** Why a folder of a home cannot be written to now; empty if it can. */
  public static Optional<String> problem(Home home, Path folder) {
    // Inbox and outbox may be links of the operator's; what lies in them never is.
    boolean first = folder.getParent().equals(home.directory());
    return problem(first ? folder : folder.getParent(), folder);
  }

  private static Optional<String> problem(Path inbox) {
    return problem(inbox, inbox);
  }

  /** One at a time: a running service may look for its page and for its health at once. */
  private static synchronized Optional<String> problem(Path root, Path folder) {
    try (OpenFolder open = OpenFolder.below(root, folder)) {
      ProbeFile.write(open);
      return Optional.empty();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Optional.of(folder + " is no directory");
    } catch (IOException e) {
      return Optional.of("cannot write to " + folder + ": " + Reason.reason(e));
    }
  }

  /** Entries of {@code .work} that certdrop did not make are left alone, but not passed over. */
  private static List<Faults.Fault> foreignWork(Home home, Instant now) {
    List<Faults.Fault> faults = new ArrayList<>();
    try (OpenFolder work = OpenFolder.below(home.inbox(), home.work())) {
      for (String name : work.names()) {
        if (!SubmissionFolder.isOurs(work, name) && !ProbeFile.isName(name)) {
          faults.add(
              new Faults.Fault(
                  "inbox/.work",
                  Printable.quoted(name) + " was not made by certdrop and is left alone",
                  now));
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return faults; // said already: it is no directory
    } catch (IOException e) {
      faults.add(new Faults.Fault("inbox/.work", Reason.reason(e), now));
    }
    return faults;
  }
}
