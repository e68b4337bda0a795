package org.certdrop.identity;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.certdrop.party.PartyId;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;

/**
 * The certificate and private key of a Fed-BioMed component, where its configuration says that they
 * lie. They are read; Fed-BioMed alone makes and writes them.
 */
public final class FedbiomedIdentity implements OwnIdentity {
  private final FedbiomedConfig config;

  /** What a configuration names. */
  public FedbiomedIdentity(FedbiomedConfig config) {
    this.config = Objects.requireNonNull(config);
  }

  @Override
  public Path place() {
    return config.file();
  }

  @Override
  public OwnParty load(ConfiguredParty configured) throws IdentityException {
    demand(config.certificate(), "certificate", "public_key");
    demand(config.key(), "private key", "private_key");
    HeldCertificate held = held();
    return held.of(id(configured, held), configured);
  }

  /** The advice for a folder of our own, where certdrop makes pairs, is no good here. */
  private HeldCertificate held() throws IdentityException {
    try {
      return HeldCertificate.read(config.certificate(), config.key())
          .orElseThrow(() -> new IdentityException("The own certificate is gone.", ""));
    } catch (IdentityException e) {
      throw e.getCause() == null
          ? new IdentityException(
              e.getMessage(),
              "certdrop.fedbiomed.config takes certificate and key from "
                  + shown(config.file())
                  + ": public_key and private_key there must be one pair of PEM files. A new pair is"
                  + " made by "
                  + config.generateCommand()
                  + ".")
          : e;
    }
  }

  /** A new pair helps only if it is the certificate that is wrong; mostly a file is. */
  private PartyId id(ConfiguredParty configured, HeldCertificate held) throws IdentityException {
    Parsed<PartyId> read = OwnId.read(configured, held.certificate());
    if (read instanceof Parsed.Bad<PartyId> bad) {
      throw new IdentityException(
          bad.problem(),
          "Leave certdrop.party-id and certdrop.component out of etc/certdrop.properties, and see"
              + " that certdrop.fedbiomed.config, "
              + shown(config.file())
              + ", is this party's own component's, and the certificate that public_key names there,"
              + " too. Only if its id is right and the certificate is not, make a new pair: by "
              + config.generateCommand()
              + ".");
    }
    return ((Parsed.Good<PartyId>) read).value();
  }

  private void demand(Path file, String what, String option) throws IdentityException {
    if (Files.notExists(file)) {
      throw new IdentityException(
          "There is no "
              + what
              + " "
              + shown(file)
              + ", which "
              + option
              + " in "
              + shown(config.file())
              + " names.",
          "Relative paths start at the folder of that file. In a container, mount Fed-BioMed's"
              + " folder etc with all that is in it. A new pair is made by "
              + config.generateCommand()
              + ".");
    }
  }

  /** They are there, or it is an error: nothing is ever made. */
  @Override
  public Optional<OwnParty> find(ConfiguredParty configured) throws IdentityException {
    return Optional.of(load(configured));
  }

  @Override
  public Renewal generate(ConfiguredParty configured, boolean force, Preparation preparation)
      throws IdentityException {
    throw new IdentityException(
        "This party's certificate is that of its Fed-BioMed component ("
            + shown(config.file())
            + "), and certdrop writes nothing there.",
        "Make a new one by "
            + config.generateCommand()
            + "; see that public_key and private_key name the new files. A running certdrop then"
            + " renews the outbox by itself.");
  }

  @Override
  public List<IdentityWarning> exposures() {
    Path folder = config.key().toAbsolutePath().getParent();
    return Stream.of(Exposure.ofFolder(folder), Exposure.ofKey(config.key(), "Fed-BioMed"))
        .flatMap(Optional::stream)
        .toList();
  }

  private static String shown(Path file) {
    return Printable.of(file.toString());
  }
}
