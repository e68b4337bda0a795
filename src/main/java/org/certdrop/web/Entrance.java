package org.certdrop.web;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands each request on, and comes back at once: the page to its counter; health is answered with
 * what is at hand.
 */
final class Entrance extends Handler.Abstract.NonBlocking {
  private static final Logger LOG = LoggerFactory.getLogger(Entrance.class);

  private final Guard guard;
  private final Supplier<Router> site;
  private final Counter page;
  private final Connections connections;
  private final Supplier<Scheduler> scheduler;
  private final Reception reception;

  /**
   * No client can keep a monitor from health, since there is nothing to be used up: a client that
   * asks once is answered, and one that asks without end is slowed down.
   */
  private final Pace healthPace = new Pace(Duration.ofMillis(200), System::nanoTime);

  /**
   * An entrance.
   *
   * @param site what is served; null before there is something
   * @param page where all but health is answered
   * @param connections which of them may have to make room
   * @param scheduler for what is answered later
   */
  Entrance(
      Guard guard,
      Supplier<Router> site,
      Counter page,
      Connections connections,
      Supplier<Scheduler> scheduler) {
    this.guard = guard;
    this.site = site;
    this.page = page;
    this.connections = connections;
    this.scheduler = scheduler;
    this.reception = new Reception(guard, scheduler, Reception.PATIENCE);
  }

  @Override
  public boolean handle(
      Request request, org.eclipse.jetty.server.Response answer, Callback callback) {
    boolean isHealth = pathOf(request).startsWith("/health");
    boolean isForm = !isHealth && request.getMethod().equals("POST") && desk().isPresent();
    if (!isForm && hasContent(request)) {
      answer.getHeaders().put(HttpHeader.CONNECTION, "close"); // nobody reads it
    }
    if (isHealth) {
      handleHealth(request, answer, callback);
    } else if (isForm) {
      reception.receive(
          request,
          pathOf(request),
          desk().get(),
          work -> handlePage(request, work, answer, callback),
          refused -> send(refused, answer, callback));
    } else {
      handlePage(request, () -> answer(request), answer, callback);
    }
    return true;
  }

  private static boolean hasContent(Request request) {
    return request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
  }

  private Optional<Desk> desk() {
    return Optional.ofNullable(site.get()).flatMap(Router::desk);
  }

  private void handlePage(
      Request request,
      Supplier<Response> find,
      org.eclipse.jetty.server.Response answer,
      Callback callback) {
    Connection connection = request.getConnectionMetaData().getConnection();
    connections.keep(connection);
    Consumer<Response> release =
        response -> {
          connections.release(connection);
          if (response.isSlow()) {
            later(() -> send(response, answer, callback), TimeUnit.SECONDS.toNanos(1));
          } else {
            send(response, answer, callback);
          }
        };
    if (!page.answer(() -> safely(find), release)) {
      connections.release(connection);
      later(() -> send(Counter.TOO_MUCH, answer, callback), TimeUnit.SECONDS.toNanos(1));
    }
  }

  /** A connection that is slowed down counts as idle: it may have to make room. */
  private void handleHealth(
      Request request, org.eclipse.jetty.server.Response answer, Callback callback) {
    long pause = healthPace.pause(request.getConnectionMetaData());
    Connection connection = request.getConnectionMetaData().getConnection();
    Runnable now =
        () -> {
          connections.keep(connection);
          health(request)
              .thenAccept(
                  found -> {
                    connections.release(connection);
                    send(found, answer, callback);
                  });
        };
    if (pause == 0) {
      now.run();
    } else {
      later(now, pause);
    }
  }

  private void later(Runnable work, long nanos) {
    scheduler.get().schedule(work, nanos, TimeUnit.NANOSECONDS);
  }

  private static String pathOf(Request request) {
    return Optional.ofNullable(request.getHttpURI().getDecodedPath()).orElse("");
  }

  // Whatever fails here is said in the log, and is nothing to the service.
  private static Response safely(Supplier<Response> find) {
    try {
      return find.get();
    } catch (RuntimeException | Error e) {
      LOG.warn("The page cannot answer; the service goes on.", e);
      return Response.page(500, "This cannot be done; the log says why.", Map.of());
    }
  }

  private Response answer(Request request) {
    return objection(request)
        .orElseGet(
            () ->
                see(
                    pathOf(request),
                    request.getHttpURI().getQuery(),
                    desk()
                        .flatMap(
                            open ->
                                open.session(
                                    request.getHeaders().getValuesList(HttpHeader.COOKIE)))));
  }

  private CompletableFuture<Response> health(Request request) {
    String path = pathOf(request);
    return objection(request)
        .map(CompletableFuture::completedFuture)
        .orElseGet(
            () ->
                Optional.ofNullable(site.get())
                    .map(shown -> shown.health(path))
                    .orElseGet(() -> CompletableFuture.completedFuture(starting(path))));
  }

  private Optional<Response> objection(Request request) {
    return guard.objection(
        request.getMethod(), request.getHeaders().getValuesList(HttpHeader.HOST));
  }

  private Response see(String path, String query, Optional<Session> session) {
    return Optional.ofNullable(site.get())
        .map(shown -> shown.get(path, query, session))
        .orElseGet(() -> starting(path));
  }

  private static Response starting(String path) {
    return Response.unavailable(path, "certdrop is about to start.", 1);
  }

  private static void send(
      Response response, org.eclipse.jetty.server.Response answer, Callback callback) {
    answer.setStatus(response.status());
    Guard.HEADERS.forEach(answer.getHeaders()::put);
    response.headers().forEach(answer.getHeaders()::put);
    answer.getHeaders().put(HttpHeader.CONTENT_TYPE, response.type());
    byte[] body = response.body();
    answer.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    answer.write(true, ByteBuffer.wrap(body), callback);
  }

  /** What Jetty itself objects to: a request that is none. */
  static boolean sendError(
      Request request, org.eclipse.jetty.server.Response answer, Callback callback) {
    int status = answer.getStatus();
    send(Response.text(status, "This request is not understood.", Map.of()), answer, callback);
    return true;
  }
}
