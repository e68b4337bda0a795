package org.certdrop.home;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.certdrop.files.BoundedFile;
import org.certdrop.files.FileContent;
import org.certdrop.files.FileLook;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;
import org.certdrop.trust.Distrusted;
import org.certdrop.trust.Roster;
import org.certdrop.x509.Fingerprint;

/**
 * A list that the operator keeps. It may be a link, as Kubernetes mounts such files; it may be
 * absent.
 *
 * @param name its path in the home
 * @param parser reads its content
 * @param absent what counts where there is no such file
 * @param <T> what it says
 */
public record ListFile<T>(String name, Function<byte[], Parsed<T>> parser, T absent) {
  /** Who may register. */
  public static final ListFile<Optional<Roster>> ROSTER =
      new ListFile<>("etc/roster.json", ListFile::roster, Optional.empty());

  /** Who must not be trusted. */
  public static final ListFile<Distrusted> DISTRUSTED =
      new ListFile<>("etc/distrusted.txt", Distrusted::parse, Distrusted.NONE);

  /** In bytes: as many as 100,000 parties take. */
  private static final int MOST = 16 << 20;

  private static Parsed<Optional<Roster>> roster(byte[] content) {
    Parsed<Roster> parsed = Roster.parse(content);
    return parsed instanceof Parsed.Bad<Roster> bad
        ? Parsed.bad(bad.problem(), bad.hint())
        : Parsed.good(Optional.of(((Parsed.Good<Roster>) parsed).value()));
  }

  /**
   * How it looks now; a list that changed looks different.
   *
   * @return empty if there is no such file
   * @throws UnusableListException if that cannot be told now
   */
  Optional<FileLook> look(Home home) throws UnusableListException {
    try {
      return Optional.of(FileLook.of(home.resolve(name)));
    } catch (NoSuchFileException e) {
      demandAbsent(home, e);
      return Optional.empty();
    } catch (IOException e) {
      throw unreadable(home, e);
    }
  }

  /**
   * What it says.
   *
   * @throws UnusableListException if it cannot be read now, or does not parse
   */
  public T read(Home home) throws UnusableListException {
    Parsed<T> parsed;
    try {
      parsed = parse(BoundedFile.readOwn(home.resolve(name), MOST));
    } catch (NoSuchFileException e) {
      demandAbsent(home, e);
      return absent;
    } catch (IOException e) {
      throw unreadable(home, e);
    }
    if (parsed instanceof Parsed.Bad<T> bad) {
      throw unusable(home, bad.problem() + " " + bad.hint(), null);
    }
    return ((Parsed.Good<T>) parsed).value();
  }

  /**
   * A digest of its octets, by which two homes compare theirs.
   *
   * @throws UnusableListException if it cannot be read now
   */
  String digest(Home home) throws UnusableListException {
    try {
      return BoundedFile.readOwn(home.resolve(name), MOST) instanceof FileContent.Bytes whole
          ? Fingerprint.of(whole.bytes()).hex()
          : "unusable";
    } catch (NoSuchFileException e) {
      demandAbsent(home, e);
      return "absent";
    } catch (IOException e) {
      throw unreadable(home, e);
    }
  }

  /** What cannot be reached may be anything: only where nothing is, nothing counts. */
  private void demandAbsent(Home home, IOException cause) throws UnusableListException {
    for (Path at = home.resolve(name); !at.equals(home.directory()); at = at.getParent()) {
      if (Files.isSymbolicLink(at) && !Files.exists(at)) {
        throw unusable(
            home,
            Printable.of(at.toString())
                + " is a link that leads nowhere: mount what it leads to, or take it away.",
            cause);
      }
    }
  }

  private Parsed<T> parse(FileContent content) {
    if (content instanceof FileContent.Bytes whole) {
      return parser.apply(whole.bytes());
    }
    return content instanceof FileContent.TooLarge
        ? Parsed.bad("It is larger than 16 MiB.", "Look whether it is the right file.")
        : Parsed.bad("It is no plain file.", "Put a file there, or take it away.");
  }

  private UnusableListException unreadable(Home home, IOException cause) {
    if (cause instanceof AccessDeniedException) {
      Path file = home.resolve(name);
      return new UnusableListException(
          "This user may not read "
              + Printable.of(file.toString())
              + ". A service that may not read it either registers nobody until it may. "
              + home.remedy(file),
          cause);
    }
    return unusable(
        home,
        "It cannot be read: "
            + Faults.describe(cause)
            + ". See that the user who runs certdrop may read it.",
        cause);
  }

  private UnusableListException unusable(Home home, String why, Throwable cause) {
    return new UnusableListException(
        Printable.of(home.resolve(name).toString())
            + " cannot be used, and nobody is registered until it can. "
            + why,
        cause);
  }
}
