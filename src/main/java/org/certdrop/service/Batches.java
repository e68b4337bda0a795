package org.certdrop.service;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.certdrop.inbox.Claim;
import org.certdrop.inbox.InHand;
import org.certdrop.inbox.SubmissionGoneException;
import org.certdrop.service.Ingest.Assessed;
import org.certdrop.service.Ingest.Decided;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bean {@code ingest} of {@code routes/ingest.camel.yaml}: the steps of {@link Ingest}, each
 * for a batch of submissions. A submission that meets a fault leaves its batch and is tried again
 * by itself; the others go on.
 */
public final class Batches {
  private static final Logger LOG = LoggerFactory.getLogger(Batches.class);

  private final CamelGate gate;
  private final Ingest ingest;

  /** What is done with one submission. */
  private interface Step<T, R> {
    R of(T one) throws IOException, SubmissionGoneException;
  }

  Batches(CamelGate gate, Ingest ingest) {
    this.gate = gate;
    this.ingest = ingest;
  }

  /**
   * Takes drops out of the inbox, on the polling thread.
   *
   * @param polled the file that Camel polled, which stands for a batch
   * @return the claims; null if all of the drops have changed or gone meanwhile
   */
  public List<Claim> claim(@Body File polled) {
    List<Claim> claims = new ArrayList<>();
    for (String name : gate.take(polled.getName())) {
      try {
        ingest.claim(name).ifPresent(claims::add);
      } catch (RuntimeException e) {
        // What was claimed before must not be lost to this run.
        LOG.error("{} was not claimed.", name, e);
      }
    }
    return claims.isEmpty() ? null : claims;
  }

  /** Reads and judges submissions. */
  public List<Assessed> assess(List<Claim> batch) {
    return each(batch, ingest::assess);
  }

  /**
   * Decides, against the registry; waits only while too much is on its way to a verdict already.
   *
   * @return completed once all changes are durable, on the thread that makes such changes
   * @throws IOException if the thread is to end
   */
  public CompletionStage<List<Decided>> register(List<Assessed> batch) throws IOException {
    Map<String, Integer> octets = new LinkedHashMap<>();
    batch.forEach(one -> octets.put(one.claim().id(), one.assessment().submission().octets()));
    ingest.room().take(octets);
    List<CompletableFuture<Optional<Decided>>> decisions = each(batch, this::registered);
    return CompletableFuture.allOf(decisions.toArray(CompletableFuture[]::new))
        .thenApply(
            all ->
                decisions.stream().map(CompletableFuture::join).flatMap(Optional::stream).toList());
  }

  private CompletableFuture<Optional<Decided>> registered(Assessed one) throws IOException {
    return ingest
        .register(one)
        .toCompletableFuture()
        .handle(
            (decided, fault) -> {
              if (fault != null) {
                ingest.hold(one, fault);
              }
              return Optional.ofNullable(decided);
            });
  }

  /** Notes that the parties are to be told; before the verdicts show. */
  public List<Decided> acknowledge(List<Decided> batch) {
    return each(batch, ingest::acknowledge);
  }

  /** Shows the verdicts. */
  public void conclude(List<Decided> batch) {
    each(batch, ingest::conclude);
  }

  /** Keeps a batch for another try, each of it by itself. */
  public void hold(@Body List<? extends InHand> batch, @ExchangeException Throwable cause) {
    batch.forEach(one -> ingest.hold(one, cause));
  }

  // Whatever a step throws is this submission's, an Error included.
  private <T extends InHand, R> List<R> each(List<T> batch, Step<T, R> step) {
    List<R> done = new ArrayList<>();
    for (T one : batch) {
      try {
        done.add(step.of(one));
      } catch (SubmissionGoneException e) {
        ingest.letGo(one, e);
      } catch (Throwable e) {
        ingest.hold(one, e);
      }
    }
    return done;
  }
}
