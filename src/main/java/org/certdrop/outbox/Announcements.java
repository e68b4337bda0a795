package org.certdrop.outbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.certdrop.files.DurableFiles;
import org.certdrop.files.ProcessLock;
import org.certdrop.identity.ConfiguredParty;
import org.certdrop.identity.IdentityException;
import org.certdrop.identity.OwnIdentity;
import org.certdrop.identity.OwnParty;
import org.certdrop.identity.Renewal;
import org.certdrop.registry.SharedStatements;
import org.certdrop.x509.Fingerprint;

/**
 * What this party announces to the other sites: its statements, which are kept so that the same
 * thing is always said in the same bytes and under the same number, and the outbox, which shows
 * them.
 *
 * <p>The statements decide and the outbox follows: a statement is on disk before anybody can carry
 * it away, and whatever a killed process left of the outbox, or a courier took out of it, the next
 * publication makes good. One at a time does either: see {@link #begin}.
 */
public final class Announcements {
  private final Path folder;
  private final StatementsFile kept;
  private final OwnCertificates certificates;
  private final Outbox outbox;
  private final SheetFolder sheets;
  private final FormerFiles former;
  private final Clock clock;

  /**
   * The announcements of one party.
   *
   * @param folder where the statements are kept; it need not exist yet
   * @param outbox where they are shown; it need not exist yet
   * @param shared where several homes keep the statements together
   * @param clock for numbers and signing times
   */
  public Announcements(Path folder, Path outbox, SharedStatements.Finder shared, Clock clock) {
    this(folder, outbox, shared, clock, new DurableFiles());
  }

  Announcements(
      Path folder, Path outbox, SharedStatements.Finder shared, Clock clock, DurableFiles files) {
    this.folder = Objects.requireNonNull(folder);
    this.clock = Objects.requireNonNull(clock);
    this.kept = new StatementsFile(folder, files, shared);
    this.certificates = new OwnCertificates(folder, files);
    this.outbox = new Outbox(outbox, files);
    this.sheets = new SheetFolder(outbox.resolveSibling("sheet"), files);
    this.former = new FormerFiles(outbox, files);
  }

  /**
   * Waits until nobody else here announces anything, and keeps others waiting until it is closed.
   * What is announced should be looked up after this: others may have announced since.
   *
   * @throws IOException if the operating system refuses
   */
  public Turn begin() throws IOException {
    ProcessLock lock = ProcessLock.take(folder);
    try {
      kept.share();
      return new Turn(lock);
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * What was announced of a party, without changing anything.
   *
   * @return the instructions; nothing if there is something new to announce
   * @throws IOException if the operating system refuses
   * @throws IdentityException if what is kept cannot be used
   */
  public Optional<Instructions> known(OwnParty own) throws IOException, IdentityException {
    Statements statements = kept.read();
    return statements.about(own, clock.instant()).equals(statements)
        ? Optional.of(Instructions.of(own, statements))
        : Optional.empty();
  }

  /**
   * When the party first said what is announced of it now, without changing anything.
   *
   * @return the time; empty if nothing signed is announced, or something else than the party is now
   * @throws IOException if the operating system refuses
   * @throws IdentityException if what is kept cannot be used
   */
  public Optional<Instant> announcedAt(OwnParty own) throws IOException, IdentityException {
    return kept.read().current().filter(said -> said.says(own)).flatMap(Statement::createdAt);
  }

  /**
   * The fingerprints of all certificates that were ever announced.
   *
   * @throws IOException if the operating system refuses
   */
  public Set<Fingerprint> certificates() throws IOException {
    return certificates.all();
  }

  /** The right to announce something, while nobody else does. */
  public final class Turn implements AutoCloseable {
    private final ProcessLock lock;

    private Turn(ProcessLock lock) {
      this.lock = lock;
    }

    /**
     * Announces what a party is, if that is not announced already; what the outbox shows of a party
     * that we were before goes into its folder {@code former}.
     *
     * @param own the party
     * @return the names of the files that were written to the outbox
     * @throws IOException if the operating system refuses; the next call then goes on
     * @throws IdentityException if what is kept cannot be used, or another replica has a newer pair
     */
    public List<String> publish(OwnParty own) throws IOException, IdentityException {
      // First: what is kept of the former party is overwritten then.
      former.setAside(own.id(), kept.read().parties());
      Instructions instructions = instructions(own);
      List<String> written = new ArrayList<>(outbox.publish(instructions));
      sheets.publish(instructions).ifPresent(written::add);
      return written;
    }

    /**
     * Notes what a party is, and leaves it to another replica to announce it.
     *
     * @return the names of the files that were written to the outbox: none
     */
    public List<String> note(OwnParty own) throws IOException {
      certificates.add(own.certificate().fingerprint());
      return List.of();
    }

    /**
     * What is announced of a party; it is kept from now on, and the outbox left to {@link
     * #publish}.
     *
     * @throws IOException if the operating system refuses
     * @throws IdentityException if what is kept cannot be used, or another replica has a newer pair
     */
    public Instructions instructions(OwnParty own) throws IOException, IdentityException {
      certificates.add(own.certificate().fingerprint());
      Statements before = kept.readFor(own, certificates.all());
      Statements now = before.about(own, clock.instant());
      if (!now.equals(before)) {
        kept.write(now);
      }
      return Instructions.of(own, now);
    }

    /**
     * Makes a new pair and announces it. If it takes the place of a pair whose private key is at
     * hand, both keys sign that it does, and that is kept before the pair is replaced. A kill
     * leaves the old pair, and a statement that nobody saw and the next publication drops; or the
     * new pair, and the next publication shows its statement.
     *
     * @param identity where the pair lies
     * @param configured what the configuration says
     * @param force whether to replace a pair that is there
     * @return what was made
     * @throws IdentityException as {@link OwnIdentity#generate} does, or if what is kept cannot be
     *     used, or the outbox not be written
     * @throws IOException if the operating system refuses, and the old pair is still in place
     */
    public Renewal generate(OwnIdentity identity, ConfiguredParty configured, boolean force)
        throws IdentityException, IOException {
      Renewal made = identity.generate(configured, force, this::prepare);
      try {
        publish(made.own());
      } catch (IOException e) {
        throw made.unannounced(e);
      }
      return made;
    }

    private void prepare(Renewal renewal) throws IdentityException {
      if (!renewal.isRotation()) {
        return;
      }
      try {
        OwnParty former = renewal.former().orElseThrow();
        Instant now = clock.instant();
        Statements before = kept.readFor(former, certificates.all());
        // First: this home alone may drop the step if the certificate never comes into use.
        certificates.add(renewal.own().certificate().fingerprint());
        // A step that a kill kept from being announced belongs to the chain all the same.
        kept.write(before.about(former, now).preparing(renewal.own(), former, now));
      } catch (IOException e) {
        throw renewal.unkept(folder, e);
      }
    }

    @Override
    public void close() throws IOException {
      lock.close();
    }
  }
}
