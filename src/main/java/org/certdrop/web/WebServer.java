package org.certdrop.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.certdrop.home.HttpAddress;
import org.certdrop.home.StartException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.AcceptRateLimit;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a site with Jetty, within limits: few threads and connections, short times, little work.
 * Jetty's threads wait for no client and for no answer; page and health are answered each by
 * threads of its own. Until there is a site, the server asks for patience.
 */
final class WebServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

  /** One accepts, one selects, and the others read and write. */
  private static final int MOST_THREADS = 8;

  private static final int MOST_CONNECTIONS = 128;

  /** How many connections open within {@link #MOMENT_MILLIS}; the system keeps others waiting. */
  private static final int MOST_OPENED = 50;

  private static final int MOMENT_MILLIS = 100;
  private static final int MOST_UNOPENED = 1024;
  private static final int MOST_HEADERS_OCTETS = 16_384;

  /** How long a connection may be silent, and a client leave its answer unread. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Server server;
  private final ServerConnector connector;
  private final Guard guard;
  private final Connections connections = new Connections(MOST_CONNECTIONS);
  private final AtomicReference<Site> site = new AtomicReference<>();
  private final Counter page = new Counter("certdrop-web");

  /** A monitor must not be kept from health by those who look at the page. */
  private final Counter health = new Counter("certdrop-health");

  private InetSocketAddress address;

  private WebServer(HttpAddress address) {
    guard = new Guard(nameOf(address));
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 1);
    threads.setName("certdrop-http");
    threads.setDaemon(true);
    threads.setReservedThreads(0);
    server = new Server(threads);
    connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(limits()));
    connector.setIdleTimeout(PATIENCE.toMillis());
    connector.setAcceptQueueSize(MOST_UNOPENED);
    connector.addEventListener(connections);
    server.addConnector(connector);
    server.addBean(
        new AcceptRateLimit(MOST_OPENED, MOMENT_MILLIS, TimeUnit.MILLISECONDS, connector));
    server.setStopTimeout(0);
    server.setHandler(new Entrance());
    server.setErrorHandler(WebServer::sendError);
  }

  private static HttpConfiguration limits() {
    HttpConfiguration limits = new HttpConfiguration();
    limits.setSendServerVersion(false);
    limits.setRequestHeaderSize(MOST_HEADERS_OCTETS);
    return limits;
  }

  /**
   * Takes the address, and answers there from now on.
   *
   * @throws StartException if the address cannot be had
   */
  static WebServer start(HttpAddress wanted) throws StartException {
    WebServer web = new WebServer(wanted);
    try {
      InetAddress host = InetAddress.getByName(wanted.host());
      web.connector.setHost(host.getHostAddress());
      web.connector.setPort(wanted.port());
      web.connector.open();
      web.address = new InetSocketAddress(host, web.connector.getLocalPort());
      web.server.start();
      return web;
    } catch (Exception e) {
      web.close();
      throw new StartException(
          "certdrop.http.address is "
              + wanted
              + ", and no page can be served there: "
              + (e.getCause() == null ? e : e.getCause()).getMessage()
              + ". Stop what uses this address, or set another one in etc/certdrop.properties.");
    }
  }

  private static String nameOf(HttpAddress address) {
    String text = address.toString();
    return text.substring(0, text.lastIndexOf(':'));
  }

  /** Serves a site from now on. */
  void show(Site shown) {
    site.set(shown);
  }

  /** Where it serves; the port is one that was free if none was asked for. */
  InetSocketAddress address() {
    return address;
  }

  /** Hands each request to its counter, and comes back at once. */
  private final class Entrance extends Handler.Abstract.NonBlocking {
    @Override
    public boolean handle(
        Request request, org.eclipse.jetty.server.Response answer, Callback callback) {
      Connection connection = request.getConnectionMetaData().getConnection();
      connections.keep(connection);
      boolean isAnswered =
          (pathOf(request).startsWith("/health") ? health : page)
              .answer(
                  () -> WebServer.this.answer(request),
                  response -> {
                    connections.release(connection);
                    send(response, answer, callback);
                  });
      if (!isAnswered) {
        connections.release(connection);
        connector
            .getScheduler()
            .schedule(() -> send(Counter.TOO_MUCH, answer, callback), 1, TimeUnit.SECONDS);
      }
      return true;
    }
  }

  private static String pathOf(Request request) {
    return Optional.ofNullable(request.getHttpURI().getDecodedPath()).orElse("");
  }

  // Whatever fails here is said in the log, and is nothing to the service.
  private Response answer(Request request) {
    try {
      return guard
          .objection(request.getMethod(), request.getHeaders().getValuesList(HttpHeader.HOST))
          .orElseGet(() -> see(pathOf(request), request.getHttpURI().getQuery()));
    } catch (RuntimeException | Error e) {
      LOG.warn("The page cannot be shown; the service goes on.", e);
      return Response.text(500, "This cannot be shown; the log says why.", Map.of());
    }
  }

  private Response see(String path, String query) {
    return Optional.ofNullable(site.get())
        .map(shown -> shown.get(path, query))
        .orElseGet(() -> Response.unavailable(path, "certdrop is about to start.", 1));
  }

  private static void send(
      Response response, org.eclipse.jetty.server.Response answer, Callback callback) {
    answer.setStatus(response.status());
    Guard.HEADERS.forEach(answer.getHeaders()::put);
    response.headers().forEach(answer.getHeaders()::put);
    answer.getHeaders().put(HttpHeader.CONTENT_TYPE, response.type());
    byte[] body = response.body().getBytes(UTF_8);
    answer.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    answer.write(true, ByteBuffer.wrap(body), callback);
  }

  /** What Jetty itself objects to: a request that is none. */
  private static boolean sendError(
      Request request, org.eclipse.jetty.server.Response answer, Callback callback) {
    int status = answer.getStatus();
    send(Response.text(status, "This request is not understood.", Map.of()), answer, callback);
    return true;
  }

  /** Lets go of the address at once, whatever clients still read. */
  @Override
  public void close() {
    page.close();
    health.close();
    try {
      server.stop();
    } catch (Exception e) {
      LOG.warn("The page's server does not stop as it should; the service goes on.", e);
    } finally {
      Optional.ofNullable(site.get()).ifPresent(Site::close);
    }
  }
}
