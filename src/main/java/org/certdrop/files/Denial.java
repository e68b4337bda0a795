package org.certdrop.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Locale;
import java.util.Optional;
import org.certdrop.text.Printable;

/**
 * What keeps the user of this process from a path, and what can be done about it.
 *
 * @param place the path; or the folder above it that this user may not enter; or else the nearest
 *     folder above it whose owner can be seen
 * @param owner whose that is
 * @param isShut whether it is a folder that this user may not enter
 */
public record Denial(Path place, Owner owner, boolean isShut) {
  private static final String OURS =
      "Let the user that runs certdrop read and write it: see its mode with ls -ld.";

  /** What keeps this user from a path; empty where files have no owners. */
  public static Optional<Denial> of(Path path) {
    return shut(path.toAbsolutePath()).or(() -> seen(path.toAbsolutePath()));
  }

  /** The first folder on the way that this user may not enter. */
  private static Optional<Denial> shut(Path path) {
    Path folder = path.getParent();
    if (folder == null) {
      return Optional.empty();
    }
    return shut(folder)
        .or(
            () ->
                Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && !Files.isExecutable(folder)
                    ? seen(folder).map(found -> new Denial(found.place(), found.owner(), true))
                    : Optional.empty());
  }

  static Optional<Denial> seen(Path path) {
    for (Path at = path; at != null; at = at.getParent()) {
      try {
        UserPrincipal principal = Files.getOwner(at);
        Owner owner = new Owner(Printable.of(principal.getName()), Owner.isOurs(principal));
        return Optional.of(new Denial(at, owner, false));
      } catch (IOException e) {
        continue; // hidden from us, or not there: what is above it says whom to ask
      } catch (UnsupportedOperationException e) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Whose a path is that may not be read or written, and what to do about it; sentences. */
  public static String advice(Path path) {
    return of(path)
        .filter(found -> !found.owner().isUs())
        .map(found -> found.whose() + " " + found.remedy())
        .orElse(OURS);
  }

  private String whose() {
    return (isShut ? "The folder " + described() + ", belongs" : "It belongs")
        + " to the user "
        + owner.name()
        + ", and this is "
        + Owner.us().name()
        + ".";
  }

  /** What to do about it; a sentence. */
  public String remedy() {
    if (owner.isUs()) {
      return OURS;
    }
    if (Swappable.is(place)) {
      return "Others may put a link in its place, which chown and chmod would follow: if it is not"
          + " to be there, move it away, and change neither its owner nor its mode.";
    }
    if (isIntruder()) {
      return "Its folder belongs to "
          + Owner.us().name()
          + ". "
          + Owner.handover(place, Owner.us().name());
    }
    return owner.isRoot()
        ? "Let root give this user access."
        : "Type the same as that user, with " + owner.typedBefore() + " before it.";
  }

  /** Whether it lies in a folder of this user's, so that somebody else's command put it there. */
  private boolean isIntruder() {
    Path folder = place.getParent();
    return folder != null && Owner.of(folder).filter(Owner::isUs).isPresent();
  }

  /** What this user may not do, and where; a sentence. */
  public String said() {
    String act = isShut ? "enter" : Files.isReadable(place) ? "write to" : "read";
    return "The user "
        + Owner.us().name()
        + " may not "
        + act
        + " "
        + described()
        + ", of the user "
        + owner.name()
        + ".";
  }

  /** The command by which root lets everybody read the place; a sentence. */
  public String opening() {
    return "Let root type: chmod "
        + (Files.isDirectory(place) ? "755" : "644")
        + " '"
        + Printable.of(place.toString())
        + "'";
  }

  /**
   * Why a file that a person named may not be used, and what to name instead; sentences. That the
   * person type the same as its owner is no advice: certdrop says as whom a command is typed.
   */
  public static String ofNamed(Path file) {
    String user = "The user " + Owner.us().name();
    String shown = Printable.of(file.toString());
    Optional<Denial> shut = shut(file.toAbsolutePath());
    if (shut.isPresent()) {
      return user
          + " may not reach "
          + shown
          + ", for this user may not enter the folder "
          + shut.get().described()
          + ", of the user "
          + shut.get().owner().name()
          + ". Name a file in a folder that this user may enter, such as /tmp: a copy, if it is to be"
          + " read.";
    }
    if (Files.exists(file) && !Files.isReadable(file)) {
      return user
          + " may not read "
          + Denial.of(file).map(Denial::described).orElse(shown)
          + ". Name a copy that this user may read.";
    }
    return user + " may not write " + shown + ". Name a file that this user may write.";
  }

  /** The place, with its mode where it has one. */
  private String described() {
    String shown = Printable.of(place.toString());
    try {
      int mode = (int) Files.getAttribute(place, "unix:mode") & 07777;
      return shown + ", mode " + String.format(Locale.ROOT, "%04o", mode);
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return shown; // it has none that can be seen
    }
  }
}
