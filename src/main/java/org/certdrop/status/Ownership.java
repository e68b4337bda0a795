package org.certdrop.status;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.certdrop.files.Owner;
import org.certdrop.home.Faults;
import org.certdrop.home.Home;
import org.certdrop.home.HomeOwner;
import org.certdrop.text.Printable;

/**
 * Finds what belongs to another user than the home: a command that somebody else typed made it, and
 * the service cannot read or replace it. The inbox is no part of this: others drop files there.
 */
final class Ownership {
  private Ownership() {}

  /** A fault for each. */
  static List<Faults.Fault> faults(Home home, Instant now) {
    Optional<Owner> owner = HomeOwner.of(home);
    List<Faults.Fault> faults = new ArrayList<>();
    for (Path folder : List.of(home.var(), home.statements(), home.identity(), home.outbox())) {
      if (owner.isPresent() && Files.exists(folder) && owner.equals(Owner.of(folder))) {
        foreign(folder, owner.get())
            .forEach(file -> faults.add(fault(home, file, owner.get(), now)));
      }
    }
    return faults;
  }

  private static List<Path> foreign(Path folder, Owner owner) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (!owner.equals(Owner.of(entry).orElse(owner))) {
          found.add(entry);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return found; // a folder that this user may not read is a fault of its own
    }
    found.removeIf(entry -> Files.isSymbolicLink(entry));
    found.sort(null);
    return found;
  }

  private static Faults.Fault fault(Home home, Path file, Owner owner, Instant now) {
    String where = Printable.of(home.directory().relativize(file).toString());
    boolean folder = Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
    return new Faults.Fault(
        where,
        "The "
            + (folder ? "folder" : "file")
            + " belongs to the user "
            + Owner.of(file).map(Owner::name).orElse("")
            + ", and the home to "
            + owner.name()
            + ", whose service cannot use it. "
            + Owner.handover(file, owner.name())
            + ".",
        now);
  }
}
