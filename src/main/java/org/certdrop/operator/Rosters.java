package org.certdrop.operator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.certdrop.files.Backups;
import org.certdrop.files.BoundedFile;
import org.certdrop.files.DurableFiles;
import org.certdrop.files.FileContent;
import org.certdrop.files.ProcessLock;
import org.certdrop.files.WholeFiles;
import org.certdrop.home.AliasFile;
import org.certdrop.home.Home;
import org.certdrop.home.ListFile;
import org.certdrop.identity.OwnParty;
import org.certdrop.registration.Entry;
import org.certdrop.registration.RegistryView;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;
import org.certdrop.trust.Roster;
import org.certdrop.trust.RosterChange;
import org.certdrop.x509.Fingerprint;

/** Makes a roster of who is registered, and puts one in the place of another, in two steps. */
public final class Rosters {
  /** The largest that a person brings in, in octets: some thousand parties. */
  public static final int MOST = 256 << 10;

  /** What the service itself reads at most. */
  private static final int MOST_THERE = 16 << 20;

  private static final String NAME = ListFile.ROSTER.name();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Home home;
  private final RegistryView registry;
  private final OwnParty own;
  private final DurableFiles disk;
  private final Backups backups;

  /**
   * Those of a home.
   *
   * @param registry who is registered there
   * @param own this party
   */
  public Rosters(Home home, RegistryView registry, OwnParty own, Clock clock) {
    this(home, registry, own, clock, new DurableFiles());
  }

  Rosters(Home home, RegistryView registry, OwnParty own, Clock clock, DurableFiles disk) {
    this.home = home;
    this.registry = registry;
    this.own = own;
    this.disk = disk;
    this.backups = new Backups(file(), disk, clock);
  }

  /**
   * A roster that was looked at, and is not written yet.
   *
   * @param content what is to be written
   * @param before the digest of what was there when it was looked at; empty if nothing
   * @param changes what it would change, a sentence each
   */
  public record Proposal(byte[] content, Optional<Fingerprint> before, List<String> changes) {
    /** Keeps a copy of the list. */
    public Proposal {
      changes = List.copyOf(changes);
    }

    /** What is to be written, in short. */
    public Fingerprint digest() {
      return Fingerprint.of(content);
    }
  }

  private Path file() {
    return home.resolve(NAME);
  }

  /**
   * Looks what a roster would change; nothing is written.
   *
   * @param content the whole file
   * @return what it would change, or why it cannot be used
   * @throws IOException if the one that is there cannot be read
   */
  public Parsed<Proposal> look(byte[] content) throws IOException {
    if (content.length > MOST) {
      return Parsed.bad(
          "This is larger than " + (MOST >> 10) + " KiB.",
          "A larger roster is copied by hand, to " + Printable.of(file().toString()) + ".");
    }
    Optional<Parsed.Bad<Proposal>> objection = objection();
    if (objection.isPresent()) {
      return objection.get();
    }
    Parsed<Roster> roster = Roster.parse(content);
    if (roster instanceof Parsed.Bad<Roster> bad) {
      return Parsed.bad("This is no roster. " + bad.problem(), bad.hint());
    }
    Optional<byte[]> before = there();
    return roster.then(
        after ->
            Parsed.good(
                new Proposal(
                    content.clone(), before.map(Fingerprint::of), changes(before, after))));
  }

  private List<String> changes(Optional<byte[]> before, Roster after) {
    Parsed<Roster> read = before.map(Roster::parse).orElse(null);
    List<String> said = new ArrayList<>();
    if (read instanceof Parsed.Bad<Roster> bad) {
      said.add(
          "The roster that is there cannot be used, and nobody can register: " + bad.problem());
    }
    Optional<Roster> known =
        read instanceof Parsed.Good<Roster> good ? Optional.of(good.value()) : Optional.empty();
    RosterChange change =
        new RosterChange(
            known, after, registry.active(), own.id(), own.certificate().fingerprint());
    said.addAll(change.sentences(AliasFile.read(home)));
    return said;
  }

  private <T> Optional<Parsed.Bad<T>> objection() {
    if (Files.isSymbolicLink(file())) {
      return Optional.of(
          new Parsed.Bad<>(NAME + " is a link.", "Change the file that it leads to."));
    }
    return Files.isWritable(file().getParent())
        ? Optional.empty()
        : Optional.of(
            new Parsed.Bad<>(
                "The service may not write into "
                    + Printable.of(file().getParent().toString())
                    + ".",
                "Copy the file to "
                    + Printable.of(file().toString())
                    + " as a user who may; certdrop reads it within a second."));
  }

  private Optional<byte[]> there() throws IOException {
    try {
      if (BoundedFile.readOwn(file(), MOST_THERE) instanceof FileContent.Bytes whole) {
        return Optional.of(whole.bytes());
      }
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    throw new IOException(NAME + " is no plain file of 16 MiB at most: take it away");
  }

  /**
   * Writes a roster that was looked at; the one that was there is kept beside it.
   *
   * @return where that lies now, empty if there was none; or why nothing was written
   * @throws IOException if it cannot be written; the one that was there then counts
   */
  public Parsed<Optional<Path>> put(Proposal proposal) throws IOException {
    Optional<Parsed.Bad<Optional<Path>>> objection = objection();
    if (objection.isPresent()) {
      return objection.get();
    }
    try (ProcessLock lock = ProcessLock.take(file().resolveSibling(".roster.lock"), PATIENCE)) {
      Optional<byte[]> now = there();
      if (!now.map(Fingerprint::of).equals(proposal.before())) {
        return Parsed.bad(
            NAME + " was changed since you looked; nothing was written.",
            "Choose the file once more, and look what it changes now.");
      }
      Optional<Path> backup = Optional.empty();
      if (now.isPresent()) {
        backup = Optional.of(backups.make(now.get()));
      }
      WholeFiles whole = new WholeFiles(disk);
      whole.clean(file());
      whole.write(file(), proposal.content(), mode(now.isPresent()));
      disk.sync(file().getParent());
      if (backup.isPresent()) {
        backups.prune(backup.get());
      }
      return Parsed.good(backup);
    }
  }

  private Set<PosixFilePermission> mode(boolean isThere) throws IOException {
    return isThere ? Files.getPosixFilePermissions(file()) : DurableFiles.READABLE;
  }

  /**
   * A roster of this party and all that are registered here, in the order of their ids, so that two
   * sites that know the same parties make the same file.
   *
   * @param federation what the federation is called
   * @return the whole file
   */
  public Parsed<byte[]> ofRegistered(String federation) {
    byte[] content =
        Roster.write(
            federation,
            Stream.concat(Stream.of(own.id()), registry.active().stream().map(Entry::party)));
    return Roster.parse(content).then(good -> Parsed.good(content));
  }
}
