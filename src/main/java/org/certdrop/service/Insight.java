package org.certdrop.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckHelper;
import org.certdrop.home.ActsFile;
import org.certdrop.home.Home;
import org.certdrop.home.TypedCommands;
import org.certdrop.identity.IdentityException;
import org.certdrop.inbox.RecentVerdicts;
import org.certdrop.outbox.Packs;
import org.certdrop.party.PartyId;
import org.certdrop.registration.RegistryView;
import org.certdrop.status.Bulletin;
import org.certdrop.status.HealthReport;
import org.certdrop.status.HomeReadiness;
import org.certdrop.status.StatusReport;
import org.certdrop.trust.Membership;
import org.certdrop.trust.Readiness;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What may be seen of a running service from outside; nothing can be changed by it. All but {@link
 * #workload} looks at files, and may take its time.
 */
public final class Insight {
  private static final Logger LOG = LoggerFactory.getLogger(Insight.class);

  private static final int REFUSALS = 10;

  /** So many are looked through for those of one party. */
  private static final int REFUSALS_OF_PARTIES = 50;

  /** By its default Camel keeps what is up to itself. */
  private static final String EVERY_CHECK = "full";

  private final Home home;
  private final Beans beans;
  private final CamelContext camel;
  private final Clock clock;

  Insight(Home home, Beans beans, CamelContext camel, Clock clock) {
    this.home = home;
    this.beans = beans;
    this.camel = camel;
    this.clock = clock;
  }

  /** Completes the commands in what it says. */
  public TypedCommands commands() {
    return TypedCommands.of(home);
  }

  /** What the service says of itself now. */
  public Bulletin bulletin() {
    Instant now = clock.instant();
    StatusReport status =
        StatusReport.of(
            home,
            clock,
            new StatusReport.Known(
                beans.watch().since(),
                beans.faults().current(),
                beans.ownInstructions().party(),
                beans.expiry().ahead(),
                beans.registry()::refresh,
                beans.leftovers()));
    RegistryView registry = status.registry().orElseGet(beans.registry()::view);
    Optional<Membership> membership = membership();
    return new Bulletin(
        now,
        beans.expiry().ahead(),
        status,
        membership,
        membership.flatMap(lists -> readiness(lists, registry, now, false)),
        membership.flatMap(lists -> readiness(lists, registry, now, true)),
        refusals());
  }

  /** What cannot be read is among the faults of the status. */
  private Optional<Membership> membership() {
    try {
      return Optional.of(beans.judges().membership().now());
    } catch (IOException e) {
      LOG.debug("no membership", e);
      return Optional.empty();
    }
  }

  /** What cannot be read is among the faults of the status. */
  private Optional<Readiness> readiness(
      Membership membership, RegistryView registry, Instant now, boolean strict) {
    try {
      return Optional.of(
          Readiness.of(
              membership,
              registry,
              Optional.of(HomeReadiness.us(home, beans.ownInstructions().party(), clock)),
              now,
              strict,
              HomeReadiness.expectations(
                  beans.ownInstructions().federation(),
                  Optional.of(beans.ownInstructions().party()),
                  beans.judges().rules(),
                  now)));
    } catch (IOException | IdentityException e) {
      LOG.debug("no readiness", e);
      return Optional.empty();
    }
  }

  private List<JsonNode> refusals() {
    return refusals(REFUSALS, verdict -> true);
  }

  /** But for those that a person put aside. */
  private List<JsonNode> refusals(int most, Predicate<JsonNode> wanted) {
    List<JsonNode> verdicts = new ArrayList<>();
    try {
      Set<String> aside = ActsFile.putAside(home);
      for (Path folder : RecentVerdicts.refused(home, most)) {
        if (!aside.contains(folder.getFileName().toString())) {
          refusal(folder).filter(wanted).ifPresent(verdicts::add);
        }
      }
    } catch (IOException e) {
      LOG.debug("the status says it", e);
    }
    return verdicts;
  }

  private static Optional<JsonNode> refusal(Path folder) {
    try {
      return RecentVerdicts.find(folder);
    } catch (IOException e) {
      LOG.debug("the status says it", e);
      return Optional.empty();
    }
  }

  /**
   * The verdicts that refused something of a party lately, newest first, but for those that a
   * person put aside; what cannot be read is among the faults of the status.
   */
  public List<JsonNode> refusals(PartyId party) {
    return refusals(
        REFUSALS_OF_PARTIES,
        verdict -> party.value().equalsIgnoreCase(verdict.path("party_id").asText()));
  }

  /**
   * Our page to print, as it lies in the outbox; empty if there is none now.
   *
   * @throws IOException if it cannot be read now
   */
  public Optional<byte[]> sheet() throws IOException {
    return new Packs(home.outbox()).sheet(beans.ownInstructions().id());
  }

  /** What the health checks find now. */
  public HealthReport health(HealthReport.Aspect aspect) {
    return HealthResults.report(
        switch (aspect) {
          case ALL -> HealthCheckHelper.invoke(camel, EVERY_CHECK);
          case LIVE -> HealthCheckHelper.invokeLiveness(camel, EVERY_CHECK);
          case READY -> HealthCheckHelper.invokeReadiness(camel, EVERY_CHECK);
        });
  }

  /** What the service has done since its start, and is about. */
  public Workload workload() {
    return new Workload(
        beans.ingest().tally().counts(),
        beans.inFlight().count(),
        beans.faults().current().size(),
        beans.registry().seq(),
        beans.registry().appends(),
        beans.registry().pictures());
  }
}
