package org.certdrop.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.certdrop.files.DurableFiles;
import org.certdrop.files.ProcessLock;
import org.certdrop.party.PartyId;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;
import org.certdrop.x509.CertificateTemplate;
import org.certdrop.x509.SelfSignedCertificate;

/**
 * The folder that holds this party's own certificate, {@code component.pem}, and its private key,
 * {@code component.key} (etc/identity).
 *
 * <p>Whatever is found there is used or complained about, never overwritten; only {@code generate}
 * with force replaces a pair, and keeps the old one beside it. A process that is killed while it
 * makes a pair leaves something that the next one completes or takes away (how: {@link PairFiles}).
 * Several processes may do any of this at once.
 */
public final class IdentityFolder implements OwnIdentity {
  private final Path folder;
  private final Clock clock;
  private final Supplier<Optional<String>> doubt;
  private final BiFunction<CertificateTemplate, Instant, SelfSignedCertificate> maker;
  private final PairFiles files;

  /**
   * A folder, which need not exist yet.
   *
   * @param folder where the pair lies
   * @param clock for the validity of new certificates and the names of old ones
   */
  public IdentityFolder(Path folder, Clock clock) {
    this(folder, clock, Optional::empty);
  }

  /**
   * A folder, which need not exist yet.
   *
   * @param folder where the pair lies
   * @param clock for the validity of new certificates and the names of old ones
   * @param doubt why the clock is wrong now, and what to do; empty if it may be right
   */
  public IdentityFolder(Path folder, Clock clock, Supplier<Optional<String>> doubt) {
    this(
        folder,
        clock,
        doubt,
        (template, from) -> SelfSignedCertificate.make(template, from, new SecureRandom()),
        new DurableFiles());
  }

  /**
   * The same with other means.
   *
   * @param maker makes a pair that is valid from some time on
   * @param files how files are written
   */
  public IdentityFolder(
      Path folder,
      Clock clock,
      Supplier<Optional<String>> doubt,
      BiFunction<CertificateTemplate, Instant, SelfSignedCertificate> maker,
      DurableFiles files) {
    this.folder = Objects.requireNonNull(folder);
    this.clock = Objects.requireNonNull(clock);
    this.doubt = doubt;
    this.maker = maker;
    this.files = new PairFiles(folder, files);
  }

  @Override
  public Path place() {
    return folder;
  }

  @Override
  public OwnParty load(ConfiguredParty configured) throws IdentityException {
    Optional<OwnParty> found = find(configured);
    return found.isPresent() ? found.get() : changing(() -> first(configured));
  }

  private OwnParty first(ConfiguredParty configured) throws IdentityException, IOException {
    Optional<OwnParty> since = read(configured);
    return since.isPresent()
        ? since.get()
        : make(OwnId.forNewCertificate(configured), configured, since, renewal -> {}).own();
  }

  @Override
  public Optional<OwnParty> find(ConfiguredParty configured) throws IdentityException {
    try {
      if (files.isAtRest()) {
        return read(configured);
      }
    } catch (IOException e) {
      throw IdentityException.unusable(folder, e);
    } catch (IdentityException e) {
      // Another process may be between two renames: only a look under the lock is certain.
      if (!Files.isWritable(folder)) {
        throw e;
      }
    }
    return changing(() -> read(configured));
  }

  @Override
  public Optional<OwnParty> look(ConfiguredParty configured) throws IdentityException {
    return read(configured);
  }

  /**
   * Makes a new pair.
   *
   * @param configured what the configuration says
   * @param force whether to replace a pair that is there, the old one being kept as {@code
   *     component-<UTC time>.pem} and {@code .key}: by one for the same party; or, if what is there
   *     is not the configured party's, by that one's first pair
   * @param preparation done when the new pair is made, and before it is put in its place
   * @return this party with its new certificate, and with its old one if it had any
   * @throws IdentityException if there is a certificate or a key and no force, if what is there
   *     cannot be read, or if nothing can be made
   */
  @Override
  public Renewal generate(ConfiguredParty configured, boolean force, Preparation preparation)
      throws IdentityException {
    return changing(
        () -> {
          if (!force && !files.isEmpty()) {
            throw new IdentityException(
                "There is a certificate or a private key in "
                    + Printable.of(folder.toString())
                    + " already.",
                "Add --force to replace it; the old pair is kept beside the new one, and every"
                    + " other site must be told.");
          }
          Optional<OwnParty> present = sameParty(configured);
          PartyId id =
              present.isPresent() ? present.get().id() : OwnId.forNewCertificate(configured);
          return make(id, configured, present, preparation);
        });
  }

  @Override
  public List<IdentityWarning> exposures() {
    return Stream.of(
            Exposure.ofFolder(folder), Exposure.ofKey(files.key(), "./certdrop generate --force"))
        .flatMap(Optional::stream)
        .toList();
  }

  private Renewal make(
      PartyId id, ConfiguredParty configured, Optional<OwnParty> former, Preparation preparation)
      throws IdentityException, IOException {
    Optional<String> wrong = doubt.get();
    if (wrong.isPresent()) {
      throw new IdentityException(
          "No certificate is made by a clock that is wrong: " + wrong.get() + ".",
          "Then type the command again.");
    }
    Instant now = clock.instant();
    SelfSignedCertificate pair = maker.apply(configured.form().template(id), now);
    OwnParty own =
        new OwnParty(
            id,
            configured.endpoint(),
            pair.certificate(),
            Optional.of(pair.privateKey()),
            configured.form());
    preparation.prepare(new Renewal(own, former));
    files.put(pair, now);
    OwnParty put =
        read(configured).orElseThrow(() -> new IllegalStateException("the pair just made is gone"));
    return new Renewal(put, former);
  }

  private Optional<OwnParty> read(ConfiguredParty configured) throws IdentityException {
    Optional<HeldCertificate> held = HeldCertificate.read(files.certificate(), files.key());
    return held.isEmpty()
        ? Optional.empty()
        : Optional.of(held.get().of(OwnId.of(configured, held.get().certificate()), configured));
  }

  /** The configured party with the pair that is there; nothing if that is another identity's. */
  private Optional<OwnParty> sameParty(ConfiguredParty configured) throws IdentityException {
    Optional<HeldCertificate> held = HeldCertificate.read(files.certificate(), files.key());
    return held.isPresent()
            && OwnId.read(configured, held.get().certificate()) instanceof Parsed.Good<PartyId> same
        ? Optional.of(held.get().of(same.value(), configured))
        : Optional.empty();
  }

  private interface Change<T> {
    T apply() throws IdentityException, IOException;
  }

  /** Does something while nobody else does, after putting in order what a crash left. */
  private <T> T changing(Change<T> change) throws IdentityException {
    try (ProcessLock lock = ProcessLock.take(folder)) {
      files.recover();
      return change.apply();
    } catch (IOException e) {
      throw IdentityException.unusable(folder, e);
    }
  }
}
