package org.certdrop.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.certdrop.home.ExportRequirement;
import org.certdrop.home.Home;
import org.certdrop.home.Identities;
import org.certdrop.home.Memberships;
import org.certdrop.home.Registries;
import org.certdrop.home.Settings;
import org.certdrop.home.Var;
import org.certdrop.identity.FedbiomedCommands;
import org.certdrop.identity.FedbiomedProfile;
import org.certdrop.identity.OwnParty;
import org.certdrop.party.Component;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Entry;
import org.certdrop.registration.RegistryView;
import org.certdrop.registry.RegistryReader;
import org.certdrop.text.Progress;
import org.certdrop.trust.Membership;

/** The registered parties of a home, given to the programs beside it. */
public final class Exports {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Home home;
  private final Settings settings;
  private final Optional<OwnParty> own;
  private final Clock clock;
  private final Progress progress;

  private Exports(
      Home home, Settings settings, Optional<OwnParty> own, Clock clock, Progress progress) {
    this.home = home;
    this.settings = settings;
    this.own = own;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * The exports of a home; nothing in it is changed yet.
   *
   * @param progress hears how much of the registry is read, and how many parties are exported
   * @throws Exception if the configuration or the own certificate cannot be used
   */
  public static Exports of(Home home, Clock clock, Progress progress) throws Exception {
    Settings settings = Settings.read(home);
    return new Exports(home, settings, Identities.existing(home, clock), clock, progress);
  }

  /**
   * Puts the parties into the database of a Fed-BioMed component.
   *
   * @param prune whether documents of somebody else that are in the way are taken away
   * @throws ExportException if the database is known to be another component's than ours, or that
   *     cannot be done as things are
   * @throws IOException if registry or database cannot be read or written
   */
  public FedbiomedOutcome fedbiomed(Path database, boolean prune)
      throws IOException, ExportException {
    if (Files.notExists(home.var())) {
      return fedbiomedPreview(database, prune); // nobody was ever registered, nor exported
    }
    Var.prepare(home);
    return export(database, prune).run(wanted());
  }

  /**
   * Says what {@link #fedbiomed} would do, and changes nothing.
   *
   * @throws ExportException if it cannot be done as things are
   * @throws IOException if registry or database cannot be read
   */
  public FedbiomedOutcome fedbiomedPreview(Path database, boolean prune)
      throws IOException, ExportException {
    return export(database, prune).preview(wanted());
  }

  private FedbiomedExport export(Path database, boolean prune) throws IOException, ExportException {
    if (prune && !settings.federation().isStar()) {
      throw new ExportException(
          "--prune is for a federation with mutual authentication, and this one's topology is"
              + " mesh, by "
              + settings.federation().topologyFrom()
              + ". Nothing was changed.");
    }
    OwnDatabase.demandThere(database, settings.federation());
    OwnDatabase.demand(database, ownId());
    return FedbiomedExport.into(database, home.var(), clock, PATIENCE, mode(prune));
  }

  private ExportMode mode(boolean prune) {
    return new ExportMode(settings.federation().topology(), component(), prune);
  }

  private FedbiomedExport.Parties wanted() {
    return new FedbiomedExport.Parties() {
      @Override
      public List<ExportedParty> now() throws IOException, ExportException {
        return fedbiomedParties();
      }

      @Override
      public Revocation revoked() throws IOException {
        return Revocation.of(Memberships.read(home, own), RegistryReader.read(Registries.of(home)));
      }
    };
  }

  private List<ExportedParty> fedbiomedParties() throws IOException, ExportException {
    return FedbiomedParties.of(parties(), mode(false), clock.instant());
  }

  /**
   * The database that Fed-BioMed's configuration names.
   *
   * @throws ExportException if none is named
   */
  public Path namedDatabase() throws ExportException {
    return settings
        .fedbiomed()
        .flatMap(config -> config.deployment().database())
        .orElseThrow(
            () ->
                new ExportException(
                    "No configuration of Fed-BioMed names a database ([default] db): set"
                        + " certdrop.fedbiomed.config, or write the database's path."));
  }

  /**
   * Writes a script that registers the parties with the component beside us.
   *
   * @return the parties that it registers
   * @throws ExportException if that cannot be done as things are
   * @throws IOException if the registry cannot be read, or the files not written
   */
  public List<ExportedParty> fedbiomedScript(Path script, FedbiomedCommands commands)
      throws IOException, ExportException {
    List<ExportedParty> parties = fedbiomedParties();
    new FedbiomedScript(script, commands).write(parties, progress);
    return parties;
  }

  /** Fed-BioMed's commands of our component, of the versions that its configuration is of. */
  public Optional<FedbiomedCommands> commands() {
    return settings.fedbiomed().map(config -> commands(config.deployment().profile()));
  }

  /** Fed-BioMed's commands of our component, of the versions that are named. */
  public FedbiomedCommands commands(FedbiomedProfile profile) {
    return settings
        .fedbiomed()
        .map(config -> FedbiomedCommands.of(profile, component(), config))
        .orElseGet(() -> FedbiomedCommands.of(profile, component()));
  }

  /** What this party is. */
  public Component component() {
    return ownId().map(PartyId::component).orElse(settings.own().component());
  }

  private List<ExportedParty> parties() throws IOException {
    return ExportedParty.of(all(), progress);
  }

  /**
   * The parties that may be given to other programs: registered, on the roster where there is one,
   * not distrusted, and not ourselves.
   *
   * @throws IOException if the registry or the lists cannot be read
   */
  public ExportedParties all() throws IOException {
    return parties(
        RegistryReader.read(Registries.of(home), progress),
        ownId(),
        Memberships.read(home, own),
        settings.federation().exportRequirement());
  }

  /** Those parties of a registry that may be given to other programs. */
  static ExportedParties parties(
      RegistryView registry,
      Optional<PartyId> own,
      Membership membership,
      ExportRequirement requirement) {
    Predicate<Entry> ours =
        entry -> own.filter(id -> id.key().equals(entry.party().key())).isPresent();
    return ExportedParties.of(registry, ours.negate().and(membership::admits), requirement);
  }

  /** Before the first run there may be an id, and no certificate. */
  private Optional<PartyId> ownId() {
    return own.map(OwnParty::id).or(settings.own()::partyId);
  }
}
