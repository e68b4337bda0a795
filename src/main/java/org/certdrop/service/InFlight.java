package org.certdrop.service;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.certdrop.inbox.Claim;
import org.certdrop.inbox.ReadyDrop;
import org.certdrop.inbox.Retries;
import org.certdrop.inbox.SubmissionFolders;
import org.certdrop.inbox.SubmissionGoneException;
import org.certdrop.inbox.TakingOrder;
import org.certdrop.verdict.Intake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The submissions that are claimed and not concluded, of this run and of those before. */
final class InFlight {
  private static final Logger LOG = LoggerFactory.getLogger(InFlight.class);

  private final SubmissionFolders folders;
  private final TakingOrder order;
  private final Retries retries;
  private final Intake intake;
  private final Replication replication;
  private final Set<String> ids = ConcurrentHashMap.newKeySet();

  InFlight(
      SubmissionFolders folders,
      TakingOrder order,
      Retries retries,
      Intake intake,
      Replication replication) {
    this.replication = replication;
    this.folders = folders;
    this.order = order;
    this.retries = retries;
    this.intake = intake;
  }

  /** A drop was claimed. */
  void begin(Claim claim, ReadyDrop ready) {
    order.begin(claim.id(), ready.party());
    ids.add(claim.id());
  }

  /**
   * Takes up what an earlier run left, or what lies in an inbox that was mounted meanwhile.
   *
   * @throws IOException if the disk does not tell now what it is; then nothing was taken up
   */
  void recover() throws IOException {
    List<Claim> claims = folders.recover(ids, replication::takeUp);
    Set<String> found = claims.stream().map(Claim::id).collect(Collectors.toSet());
    intake.recall(found);
    claims.forEach(this::beginAgain);
    ids.addAll(found);
    retries.resume(claims);
    if (!claims.isEmpty()) {
      LOG.info(
          "{} submissions of an earlier run, or of another replica, are taken up.", claims.size());
    }
  }

  private void beginAgain(Claim claim) {
    try {
      order.begin(claim.id(), folders.announcedBy(claim));
    } catch (IOException e) {
      LOG.debug("{} may be anybody's", claim.id(), e);
      order.beginAnybodys(claim.id());
    }
  }

  /** A claim was concluded, or given up. */
  void end(Claim claim) {
    retries.forget(claim);
    order.end(claim.id());
    ids.remove(claim.id());
    replication.forget(claim);
  }

  /**
   * Keeps a claim from being gone on with that is another replica's by now.
   *
   * @throws SubmissionGoneException if it is
   * @throws IOException if that is not known
   */
  void demandHeld(Claim claim) throws IOException, SubmissionGoneException {
    replication.demandHeld(claim);
  }

  /** Whether others may take up what this service has in hand. */
  boolean isShared() {
    return replication.replica().isShared();
  }

  /** Their ids. */
  Set<String> ids() {
    return Set.copyOf(ids);
  }

  /** A claim met a fault, and is kept for another try. */
  void hold(Claim claim) {
    order.fail(claim.id());
    retries.hold(claim);
  }

  /** Whether any waits for another try. */
  boolean isHeld() {
    return retries.failing() > 0;
  }

  /** How many there are. */
  int count() {
    return ids.size();
  }
}
