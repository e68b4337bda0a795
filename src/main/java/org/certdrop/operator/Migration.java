package org.certdrop.operator;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.certdrop.files.Patience;
import org.certdrop.home.Home;
import org.certdrop.home.Identities;
import org.certdrop.home.Registries;
import org.certdrop.home.RunLock;
import org.certdrop.home.Settings;
import org.certdrop.home.StartException;
import org.certdrop.home.Var;
import org.certdrop.party.PartyId;
import org.certdrop.registry.Audit;
import org.certdrop.registry.JournalSource;
import org.certdrop.registry.Ledger;
import org.certdrop.registry.MovedJournal;
import org.certdrop.registry.RegistryCorruptedException;
import org.certdrop.registry.RegistryStore;
import org.certdrop.sql.Database;
import org.certdrop.sql.MovedRegistry;
import org.certdrop.sql.SqlStore;

/**
 * Moves the journal of a home into a database, or back into a file, octet by octet, while no
 * service runs. What a kill leaves is finished by the same again, and at no time do both take
 * lines.
 */
public final class Migration {
  private static final String UNFINISHED =
      "a migration that did not finish (type the same ./certdrop registry migrate again)";

  private final Home home;
  private final Clock clock;
  private final Settings settings;
  private final Optional<PartyId> owner;

  /**
   * What was done.
   *
   * @param lines how many lines the journal has
   * @param head the SHA-256 of the last
   * @param aside the file that was set aside, if there was one
   */
  public record Done(long lines, String head, Optional<Path> aside) {}

  /**
   * A migration of a home's registry.
   *
   * @throws Exception if the configuration or the own certificate cannot be used
   */
  public Migration(Home home, Clock clock) throws Exception {
    this.home = home;
    this.clock = clock;
    this.settings = Settings.read(home);
    this.owner = Identities.existing(home, clock).map(own -> own.id());
  }

  /**
   * Moves the file into a database.
   *
   * @param url the database's
   * @throws StartException if a service runs on the home, or its registry lies in a database
   *     already
   * @throws Exception if the registry is damaged, or the database cannot be used or holds another
   *     one
   */
  public Done toDatabase(String url) throws Exception {
    RegistryStore file = RegistryStore.of(home.var());
    Database database = Registries.database(home, settings, url);
    SqlStore target = new SqlStore(home.var(), database);
    MovedJournal journal = new MovedJournal(home.var());
    Var.prepare(home);
    try (RunLock lock = RunLock.take(home);
        MovedRegistry moved = new MovedRegistry(database)) {
      if (journal.isAside() && moved.note().filter(UNFINISHED::equals).isPresent()) {
        return finish(target, moved, Optional.empty());
      }
      Audit.Sound before = sound(file);
      try (Ledger ledger = file.ledger();
          Ledger.Turn turn = ledger.turn(new Patience());
          JournalSource source = file.source()) {
        moved.fill(source, UNFINISHED);
        demandSame(before, sound(target));
        Optional<Path> aside =
            journal.isThere() ? Optional.of(journal.setAside(clock.instant())) : Optional.empty();
        return finish(target, moved, aside);
      }
    }
  }

  private Done finish(RegistryStore target, MovedRegistry moved, Optional<Path> aside)
      throws IOException {
    Audit.Sound after = sound(target);
    moved.mark(Optional.empty());
    return new Done(after.seq(), after.head(), aside);
  }

  /**
   * Writes the journal of the database into a file. The database keeps its lines, and takes no
   * more.
   *
   * @throws StartException if a service runs on the home, its registry lies in a file already, that
   *     of another home maybe, or there is a file of other lines
   * @throws Exception if the registry is damaged, or the database cannot be used
   */
  public Done toFile() throws Exception {
    if (!(Registries.of(home) instanceof SqlStore source)) {
      throw new StartException(
          "The registry of " + home + " lies in a file already: certdrop.registry.url is empty.");
    }
    Var.prepare(home);
    try (RunLock lock = RunLock.take(home);
        MovedRegistry moved = new MovedRegistry(source.database())) {
      sound(source);
      Optional<String> before = moved.note();
      if (before.isPresent()) {
        demandNoOther(before.get());
      }
      moved.mark(Optional.of(MovedRegistry.fileIn(home.var())));
      if (!new MovedJournal(home.var()).write(source)) {
        moved.mark(before);
        throw new StartException(
            home.var().resolve("journal.jsonl")
                + " holds other lines than the database. Nothing was changed; move it away first.");
      }
      Audit.Sound after = sound(RegistryStore.of(home.var()));
      return new Done(after.seq(), after.head(), Optional.empty());
    }
  }

  private void demandNoOther(String note) throws IOException, StartException {
    if (!note.equals(UNFINISHED) && !MovedRegistry.isFileIn(home.var(), note)) {
      throw new StartException(
          "The registry has moved to "
              + note
              + " already, and two homes with a journal each would not know of one another. Nothing"
              + " was changed. If that home is lost for good, write the lines here: ./certdrop"
              + " registry dump > FILE, and FILE becomes var/journal.jsonl.");
    }
  }

  private Audit.Sound sound(RegistryStore store) throws IOException {
    Audit audit = Audit.of(store, owner);
    if (audit instanceof Audit.Unsound unsound) {
      throw new RegistryCorruptedException(unsound.damage());
    }
    return (Audit.Sound) audit;
  }

  private static void demandSame(Audit.Sound before, Audit.Sound after) throws IOException {
    if (before.seq() != after.seq() || !before.head().equals(after.head())) {
      throw new IOException(
          "the registry was changed meanwhile: " + before.seq() + " lines became " + after.seq());
    }
  }
}
