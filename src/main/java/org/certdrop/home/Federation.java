package org.certdrop.home;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.certdrop.identity.FedbiomedCommands;
import org.certdrop.identity.FedbiomedConfig;
import org.certdrop.party.Component;
import org.certdrop.party.Topology;
import org.certdrop.rules.Site;
import org.certdrop.verdict.EndpointPolicy;

/**
 * What kind of federation this party belongs to, and what follows from that. It may change while
 * the service runs, with Fed-BioMed's configuration.
 *
 * @param topology who must hold whose certificates
 * @param topologyFrom which setting says so, as a word of a sentence
 * @param component what this party is, as it is configured
 * @param endpointPolicy whether a party must come with an endpoint
 * @param exportRequirement what a registered party must have to be exported
 * @param database the Fed-BioMed database that follows the registry; empty if none does
 * @param config Fed-BioMed's configuration; empty if none is named
 */
public record Federation(
    Topology topology,
    String topologyFrom,
    Component component,
    EndpointPolicy endpointPolicy,
    ExportRequirement exportRequirement,
    Optional<Path> database,
    Optional<FedbiomedConfig> config) {
  /** Nothing may be null. */
  public Federation {
    Objects.requireNonNull(topology);
    Objects.requireNonNull(topologyFrom);
    Objects.requireNonNull(component);
    Objects.requireNonNull(endpointPolicy);
    Objects.requireNonNull(exportRequirement);
    Objects.requireNonNull(database);
    Objects.requireNonNull(config);
  }

  /** Whether Fed-BioMed uses the certificates for mutual authentication. */
  public boolean isStar() {
    return topology == Topology.STAR;
  }

  /** To whom this party sends its own instructions, as words of a sentence. */
  public String others() {
    if (!isStar()) {
      return "every other site";
    }
    return component == Component.RESEARCHER ? "every node" : "the researcher";
  }

  /** Whom an experiment takes at least where no roster names them, as words of a sentence. */
  public String quorum() {
    if (!isStar()) {
      return "a researcher and two nodes, this party included";
    }
    return component == Component.RESEARCHER ? "one node at least" : "the one researcher";
  }

  /** Where certificates are judged. */
  public Site site() {
    return new Site(
        topology, component, config.flatMap(read -> read.deployment().researcherHost()));
  }

  /**
   * What makes a database of our component that is not there. Fed-BioMed makes it when it first
   * needs it: 6.x not before a command lists it.
   *
   * @return the command; empty if it is there, or it is not known which component would make it
   */
  public Optional<String> commandFor(Path database) {
    return Files.exists(database)
        ? Optional.empty()
        : config.map(
            read ->
                FedbiomedCommands.of(read.deployment().profile(), read.role(), read)
                    .certificate("list"));
  }

  /** What certdrop and Fed-BioMed are set to differently; empty if they agree. */
  public Optional<String> contradiction() {
    return config
        .filter(read -> isStar() && !read.deployment().mutualAuthentication().orElse(false))
        .map(
            read ->
                topologyFrom
                    + " is star, but "
                    + read.shownFile()
                    + " does not set mutual_authentication = True in [authentication]: Fed-BioMed"
                    + " then lets in components that show no certificate. Set it there, and restart"
                    + " the component.");
  }
}
