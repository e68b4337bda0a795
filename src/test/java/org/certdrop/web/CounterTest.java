package org.certdrop.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CounterTest {
  private static final Response GOOD = Response.text(200, "good", Map.of());

  private final BlockingQueue<Response> sent = new LinkedBlockingQueue<>();

  private Response next() throws InterruptedException {
    return sent.poll(30, TimeUnit.SECONDS);
  }

  @Test
  void aRequestIsAnsweredByAThreadOfItsOwn() throws Exception {
    try (Counter counter = new Counter("made")) {
      counter.answer(
          () -> Response.text(200, Thread.currentThread().getName(), Map.of()), sent::add);
      assertThat(next().body()).asString(UTF_8).isEqualTo("made\n");
    }
  }

  @Test
  void whereTooManyWaitTheNextIsNotTaken() throws Exception {
    CompletableFuture<Response> held = new CompletableFuture<>();
    try (Counter counter = new Counter("busy")) {
      IntStream.range(0, 4 + 64)
          .forEach(i -> assertThat(counter.answer(held::join, sent::add)).isTrue());
      assertThat(counter.answer(() -> GOOD, sent::add)).isFalse();
      held.complete(GOOD);
      for (int i = 0; i < 4 + 64; i++) {
        assertThat(next().status()).isEqualTo(200);
      }
      assertThat(sent).isEmpty();
    }
  }

  @Test
  void aClosedCounterTakesNothing() {
    Counter counter = new Counter("closed");
    counter.close();
    assertThat(counter.answer(() -> GOOD, sent::add)).isFalse();
  }
}
