package org.certdrop.export;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.certdrop.files.DurableFiles;
import org.certdrop.files.ProcessLock;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;

/**
 * Puts the registered parties into the database of a Fed-BioMed component, while that runs or not.
 * All else in the database keeps its value (SPEC section 10).
 */
public final class FedbiomedExport {
  private static final int TRIES = 5;
  private static final long PAUSE = Duration.ofMillis(20).toNanos();

  private final Path database;
  private final DatabaseFile file;
  private final MadeDocumentsFile made;
  private final Clock clock;
  private final Duration patience;
  private final ExportMode mode;
  private final RestartNotice restart;

  /** The parties to export; asked again for each try, so that what is written is the newest. */
  @FunctionalInterface
  public interface Parties {
    /**
     * The parties as they are now.
     *
     * @throws ExportException if they cannot stand in one database; nobody is added then, and the
     *     revoked leave all the same
     */
    List<ExportedParty> now() throws IOException, ExportException;

    /** Whose documents must go, even if somebody else made them; asked after {@link #now}. */
    default Revocation revoked() throws IOException {
      return Revocation.NONE;
    }
  }

  private FedbiomedExport(
      Path database, Path var, Clock clock, Duration patience, ExportMode mode) {
    DurableFiles files = new DurableFiles();
    this.database = database;
    this.file = new DatabaseFile(database, files, clock);
    this.clock = clock;
    this.patience = patience;
    this.mode = mode;
    this.restart = new RestartNotice(var);
    this.made = new MadeDocumentsFile(var, database, files);
  }

  /**
   * An export into one database.
   *
   * @param database its file, or a link to it
   * @param var the folder in which this home remembers what it wrote there
   * @param clock the time for the name of the backup
   * @param patience how long to wait for another certdrop that exports into it
   * @throws ExportException if there is no such file; none is ever made
   */
  public static FedbiomedExport into(Path database, Path var, Clock clock, Duration patience)
      throws IOException, ExportException {
    return into(database, var, clock, patience, ExportMode.MESH);
  }

  /**
   * An export into one database, as {@link #into(Path, Path, Clock, Duration)} has it.
   *
   * @param mode how the component uses the database
   */
  public static FedbiomedExport into(
      Path database, Path var, Clock clock, Duration patience, ExportMode mode)
      throws IOException, ExportException {
    try {
      return new FedbiomedExport(database.toRealPath(), var, clock, patience, mode);
    } catch (NoSuchFileException e) {
      throw new ExportException(
          "There is no database "
              + Printable.of(database.toString())
              + ". Correct the path, or start the component once: it makes its database itself.");
    }
  }

  /**
   * Says what an export would do, and changes nothing.
   *
   * @throws ExportException if the file is no database
   */
  public FedbiomedOutcome preview(Parties parties) throws IOException, ExportException {
    List<ExportedParty> exported = parties.now();
    return done(merge(file.mended(), exported, parties.revoked()), exported, Optional.empty());
  }

  /**
   * Exports. A write that was interrupted earlier is finished first.
   *
   * @throws ExportException if the file is no database, or changes all the time; it is as it was
   * @throws IOException on a fault of disk or system; the next export mends what it left
   */
  public FedbiomedOutcome run(Parties parties) throws IOException, ExportException {
    try (ProcessLock held = lock()) {
      file.mend();
      for (int tries = 0; tries < TRIES; tries++) {
        Optional<FedbiomedOutcome> done = attempt(parties);
        if (done.isPresent()) {
          return done.get();
        }
        LockSupport.parkNanos(PAUSE);
      }
    }
    throw new ExportException(
        Printable.of(database.toString())
            + " is written by another program all the time; export again when that is quiet.");
  }

  /** Finishes a write that was interrupted earlier, if one was. */
  void mend() throws IOException, ExportException {
    if (file.isTorn()) {
      try (ProcessLock held = lock()) {
        file.mend();
      }
    }
  }

  private ProcessLock lock() throws IOException {
    return ProcessLock.take(
        database.resolveSibling("." + database.getFileName() + ".certdrop-lock"), patience);
  }

  /** One try; empty if another program wrote the database meanwhile. */
  private Optional<FedbiomedOutcome> attempt(Parties parties) throws IOException, ExportException {
    byte[] before = file.read();
    List<ExportedParty> exported;
    try {
      exported = parties.now();
    } catch (ExportException e) {
      Merge revoking = Merge.revoking(read(before), parties.revoked(), made.read(), mode);
      if (write(before, revoking, List.of()).isEmpty()) {
        return Optional.empty();
      }
      throw e;
    }
    return write(before, merge(before, exported, parties.revoked()), exported);
  }

  private Optional<FedbiomedOutcome> write(byte[] before, Merge merge, List<ExportedParty> exported)
      throws IOException, ExportException {
    Optional<Path> backup = Optional.empty();
    if (merge.changesTheDatabase()) {
      // First: what is in the database and not known to be ours would be somebody else's.
      made.write(made.read().and(merge.made()));
      if (mode.isNodeOfStar()) {
        restart.needed(clock.instant());
      }
      backup = file.replace(before, merge.bytes());
      if (backup.isEmpty() || !Arrays.equals(file.read(), merge.bytes())) {
        return Optional.empty();
      }
    }
    made.write(merge.made());
    return Optional.of(done(merge, exported, backup));
  }

  private FedbiomedOutcome done(Merge merge, List<ExportedParty> exported, Optional<Path> backup) {
    List<String> warnings = ExportedParty.warnings(exported, clock.instant());
    boolean restarts = mode.isNodeOfStar() && merge.changesTheDatabase();
    return new FedbiomedOutcome(database, merge.changes(), backup, restarts, warnings);
  }

  private Merge merge(byte[] content, List<ExportedParty> exported, Revocation revoked)
      throws IOException, ExportException {
    return Merge.of(read(content), exported, revoked, made.read(), mode);
  }

  private TinyDb read(byte[] content) throws ExportException {
    Parsed<TinyDb> read = TinyDb.read(content);
    if (read instanceof Parsed.Bad<TinyDb> bad) {
      throw new ExportException(
          Printable.of(database.toString())
              + " is no database of Fed-BioMed's: "
              + bad.problem()
              + ". Nothing was changed; correct the path, or bring the file back from a backup.");
    }
    return ((Parsed.Good<TinyDb>) read).value();
  }
}
