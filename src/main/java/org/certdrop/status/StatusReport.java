package org.certdrop.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.certdrop.home.Faults;
import org.certdrop.home.Federation;
import org.certdrop.home.Home;
import org.certdrop.identity.OwnParty;
import org.certdrop.inbox.Leftover;
import org.certdrop.inbox.Leftovers;
import org.certdrop.party.Aliases;
import org.certdrop.registration.JournalLine;
import org.certdrop.registration.RegistryView;

/**
 * How a home is doing, found by looking at its folders: true with or without a running service.
 *
 * @param waiting drops without a verdict
 * @param moreWaiting how many more there are than those
 * @param unrecognised what certdrop leaves alone in the inbox, by name
 * @param moreUnrecognised how many more there are than those
 * @param verdicts the newest verdicts, and the newest refusals if they are older; newest first
 * @param acts the newest lines of the journal for what people did by hand, newest first
 * @param done what people last did by hand, newest first, whatever holds it
 * @param own this party, where its certificate can be read
 * @param ownSource the folder or the Fed-BioMed configuration that its certificate comes from
 * @param registry the registry, where it can be read
 * @param service since when a service runs on the home, if one does
 * @param faults what does not work, certificates that have expired included
 * @param warnings certificates that soon will, an own endpoint that others cannot reach, an own
 *     certificate that others cannot use, and settings that contradict each other
 * @param notices what the operator should do once for what was done here
 * @param federation the kind of federation, where the configuration can be read
 * @param unseen what could not be looked at, so that nothing is known of it
 * @param aliases what the operator calls the parties
 */
public record StatusReport(
    List<Waiting> waiting,
    int moreWaiting,
    List<Leftover> unrecognised,
    int moreUnrecognised,
    List<JsonNode> verdicts,
    List<JournalLine> acts,
    List<DoneByHand> done,
    Optional<OwnParty> own,
    Optional<Path> ownSource,
    Optional<RegistryView> registry,
    Optional<Instant> service,
    List<Faults.Fault> faults,
    List<Faults.Fault> warnings,
    List<Faults.Fault> notices,
    Optional<Federation> federation,
    Unseen unseen,
    Aliases aliases) {
  /**
   * What a running service knows of itself, and need not look for. (It must not look at everything:
   * a service that opened and closed run.lock would lose the lock.)
   *
   * @param since when it started
   * @param faults what it finds faulty
   * @param own this party
   * @param expiryWarning how long before its end a certificate is warned about
   * @param registry the registry as it is now
   * @param leftovers what it knows of what it leaves alone in the inbox
   */
  public record Known(
      Instant since,
      List<Faults.Fault> faults,
      OwnParty own,
      Duration expiryWarning,
      Looks.Sight<RegistryView> registry,
      Leftovers leftovers) {}

  /**
   * Looks at a home; never fails, since what cannot be read is a fault to report.
   *
   * @param home the home
   * @param clock the time
   */
  public static StatusReport of(Home home, Clock clock) {
    return new HomeLook(home, clock, Optional.empty()).report();
  }

  /**
   * A running service looks at its own home: in short time, so the journal is not audited, and of
   * many waiting drops not each is looked into.
   */
  public static StatusReport of(Home home, Clock clock, Known known) {
    return new HomeLook(home, clock, Optional.of(known)).report();
  }

  /** The report as one JSON document. */
  public ObjectNode toJson() {
    return StatusJson.of(this);
  }
}
