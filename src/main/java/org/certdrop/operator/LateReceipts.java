package org.certdrop.operator;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.certdrop.home.ActsFile;
import org.certdrop.home.Faults;
import org.certdrop.home.Home;
import org.certdrop.inbox.RefusedSubmissions;
import org.certdrop.party.PartyId;
import org.certdrop.submission.Submission;
import org.certdrop.verdict.Assessment;
import org.certdrop.verdict.Intake;
import org.certdrop.verdict.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a receipt that came together with its sender's new certificate, before a person confirmed
 * that: it was refused then, since its key was not registered. All rules are applied again.
 */
final class LateReceipts {
  private static final Logger LOG = LoggerFactory.getLogger(LateReceipts.class);

  private final Home home;
  private final RefusedSubmissions refused;
  private final Intake intake;
  private final Clock clock;

  LateReceipts(Home home, RefusedSubmissions refused, Intake intake, Clock clock) {
    this.home = home;
    this.refused = refused;
    this.intake = intake;
    this.clock = clock;
  }

  /**
   * Takes the newest receipt of a party that counts now; its refusal is settled by that.
   *
   * @param by who confirmed the party's certificate
   * @return the submission; empty if there is none, or if it cannot be taken now: then somebody has
   *     to drop it again
   */
  Optional<String> take(PartyId party, String by) {
    try {
      Optional<String> taken = newest(party);
      taken.ifPresent(id -> settle(party, by, id));
      return taken;
    } catch (IOException e) {
      LOG.warn(
          "If a receipt of {} lies in inbox/refused, drop it again: {}.",
          party,
          Faults.describe(e));
      return Optional.empty();
    }
  }

  private Optional<String> newest(PartyId party) throws IOException {
    for (String id : refused.newestFirst()) {
      Optional<Assessment> receipt =
          refused
              .read(id)
              .filter(Submission::isReceipt)
              .map(intake::assess)
              .filter(one -> isFrom(one, party));
      if (receipt.isPresent() && intake.register(receipt.get()).outcome() == Outcome.RECEIPT) {
        return Optional.of(id);
      }
    }
    return Optional.empty();
  }

  private static boolean isFrom(Assessment assessment, PartyId party) {
    return assessment.receipt().filter(it -> it.receipt().from().equals(party)).isPresent();
  }

  private void settle(PartyId party, String by, String id) {
    ActsFile.note(
        home,
        new ActsFile.Act(
            clock.instant(), by, "took the receipt of", Optional.of(party), Optional.of(id)));
  }
}
