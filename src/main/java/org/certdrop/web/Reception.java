package org.certdrop.web;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the forms that browsers send: none of a form is read before its sender is known, no thread
 * waits for a client, and few files are in memory at once.
 */
final class Reception {
  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

  /** How many clients may send files at the same time. */
  private static final int UPLOADS = 4;

  /** How long a client may take to send a form, however it keeps its connection busy. */
  static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final String FETCH_SITE = "Sec-Fetch-Site";

  private final Guard guard;
  private final Supplier<Scheduler> scheduler;
  private final Duration patience;
  private final Semaphore uploads = new Semaphore(UPLOADS);

  /** A reception behind a guard, that waits so long for a form. */
  Reception(Guard guard, Supplier<Scheduler> scheduler, Duration patience) {
    this.guard = guard;
    this.scheduler = scheduler;
    this.patience = patience;
  }

  /**
   * Reads a form, if it may come.
   *
   * @param act takes what is to be done with it, by a thread that may take its time
   * @param refuse takes the answer if there is nothing to be done
   */
  void receive(
      Request request,
      String path,
      Desk desk,
      Consumer<Supplier<Response>> act,
      Consumer<Response> refuse) {
    Optional<Session> session = desk.session(request.getHeaders().getValuesList(HttpHeader.COOKIE));
    Optional<Response> objection = objection(request).or(() -> desk.objection(path, session));
    boolean large = Desk.takesFiles(path);
    if (objection.isPresent()) {
      refuse.accept(objection.get().last());
    } else if (large && !uploads.tryAcquire()) {
      refuse.accept(Counter.TOO_MUCH.last());
    } else {
      read(request, large, form -> act.accept(() -> desk.post(path, session, form)), refuse);
    }
  }

  private Optional<Response> objection(Request request) {
    return guard.objectionToForm(
        values(request, HttpHeader.HOST.asString()),
        values(request, HttpHeader.ORIGIN.asString()),
        values(request, FETCH_SITE));
  }

  private static List<String> values(Request request, String header) {
    return request.getHeaders().getValuesList(header);
  }

  private void read(Request request, boolean large, Consumer<Form> good, Consumer<Response> bad) {
    Scheduler.Task deadline =
        scheduler
            .get()
            .schedule(
                () -> request.fail(new TimeoutException("a form took too long")),
                patience.toMillis(),
                TimeUnit.MILLISECONDS);
    Form.read(request, large)
        .whenComplete(
            (form, failure) -> {
              deadline.cancel();
              if (large) {
                uploads.release();
              }
              if (failure == null) {
                good.accept(form);
              } else {
                LOG.debug("no form", failure);
                bad.accept(unread(large));
              }
            });
  }

  private static Response unread(boolean large) {
    return Response.page(
            large ? 413 : 400,
            large
                ? "This could not be read: it was cut off, or is larger than 4 MiB or 64 files."
                    + " Nothing was put into the inbox."
                : "This is no form of this page.",
            Map.of())
        .last();
  }
}
