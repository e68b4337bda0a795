package org.certdrop.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CommitterTest {
  private final List<Integer> groups = new ArrayList<>();
  private final CountDownLatch writing = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final List<CompletableFuture<Object>> gathered = new ArrayList<>();
  private final Committer committer = new Committer(this::write, this::gather);

  private static final Object NOTHING = new Object();

  /** The first group is held back until others wait. */
  private void write(List<Committer.Request<?>> group) {
    groups.add(group.size());
    writing.countDown();
    try {
      goOn.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void gather() {
    if (gathered.isEmpty()) {
      gathered.add(request());
      gathered.add(request());
    }
  }

  private CompletableFuture<Object> request() {
    return committer.request(draft -> NOTHING);
  }

  @Test
  void aRequestThatComesAloneDoesNotWait() throws IOException {
    goOn.countDown();
    committer.submit(draft -> NOTHING);
    committer.submit(draft -> NOTHING);
    committer.close();

    assertThat(groups).containsExactly(1, 1);
    assertThat(gathered).isEmpty();
  }

  @Test
  void whileManyComeThoseThatFollowShareASync() throws Exception {
    CompletableFuture<Object> first = request();
    writing.await();
    List<CompletableFuture<Object>> together = List.of(request(), request());
    goOn.countDown();
    for (CompletableFuture<Object> one : together) {
      one.get();
    }
    CompletableFuture<Object> next = request();
    next.get();
    committer.close();

    assertThat(first).isCompleted();
    assertThat(groups).startsWith(1, 2, 3);
    assertThat(gathered).allMatch(CompletableFuture::isDone);
  }
}
