package org.certdrop.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.certdrop.service.HttpAddress;
import org.certdrop.service.StartException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a site with the HTTP server of the JDK, within limits: few threads and connections, short
 * times, little work. Until there is a site, it asks for patience.
 */
final class WebServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

  private static final int THREADS = 4;
  private static final long PAUSE_MILLIS = 100;

  /** The server reads them when it is first used; who set another value keeps it. */
  private static final Map<String, String> LIMITS =
      Map.of(
          "jdk.httpserver.maxConnections", "64",
          "sun.net.httpserver.maxIdleConnections", "16",
          "sun.net.httpserver.idleInterval", "10",
          "sun.net.httpserver.maxReqTime", "5",
          "sun.net.httpserver.maxRspTime", "10",
          "sun.net.httpserver.maxReqHeaders", "64",
          "sun.net.httpserver.maxReqHeaderSize", "16384",
          "sun.net.httpserver.drainAmount", "0",
          "sun.net.httpserver.nodelay", "true");

  private final HttpServer server;
  private final ExecutorService threads;
  private final Guard guard;
  private final AtomicReference<Site> site = new AtomicReference<>();
  private final Budget budget = new Budget(System::nanoTime);

  /** Whoever watches the service must not be kept from it by those who look at the page. */
  private final Budget healthBudget = new Budget(System::nanoTime);

  private final ThreadMXBean times = ManagementFactory.getThreadMXBean();

  private WebServer(HttpServer server, Guard guard) {
    this.server = server;
    this.guard = guard;
    this.threads = Executors.newFixedThreadPool(THREADS, WebServer::thread);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "certdrop-web");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Takes the address, and answers there from now on.
   *
   * @throws StartException if the address cannot be had
   */
  static WebServer start(HttpAddress address) throws StartException {
    LIMITS.forEach(
        (name, value) ->
            System.setProperty(name, Optional.ofNullable(System.getProperty(name)).orElse(value)));
    WebServer web = new WebServer(bind(address), new Guard(nameOf(address)));
    web.server.createContext("/", web::handle);
    web.server.setExecutor(web.threads);
    web.server.start();
    return web;
  }

  private static HttpServer bind(HttpAddress address) throws StartException {
    try {
      return HttpServer.create(
          new InetSocketAddress(InetAddress.getByName(address.host()), address.port()), 0);
    } catch (IOException e) {
      throw new StartException(
          "certdrop.http.address is "
              + address
              + ", and no page can be served there: "
              + e.getMessage()
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
    return server.getAddress();
  }

  private void handle(HttpExchange exchange) {
    long began = times.isCurrentThreadCpuTimeSupported() ? times.getCurrentThreadCpuTime() : 0;
    try (exchange) {
      send(exchange, answer(exchange));
    } catch (IOException e) {
      LOG.debug("whoever asked has gone", e);
    } finally {
      budgetOf(exchange)
          .spend(
              times.isCurrentThreadCpuTimeSupported()
                  ? times.getCurrentThreadCpuTime() - began
                  : 0);
    }
  }

  private static String pathOf(HttpExchange exchange) {
    return String.valueOf(exchange.getRequestURI().getPath());
  }

  private Budget budgetOf(HttpExchange exchange) {
    return pathOf(exchange).startsWith("/health") ? healthBudget : budget;
  }

  // Whatever fails here is said in the log, and is nothing to the service.
  private Response answer(HttpExchange exchange) {
    try {
      if (budgetOf(exchange).isSpent()) {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        return Response.text(
            429, "Too much is asked for; try again soon.", Map.of("Retry-After", "1"));
      }
      List<String> hosts =
          Optional.ofNullable(exchange.getRequestHeaders().get("Host")).orElse(List.of());
      return guard
          .objection(exchange.getRequestMethod(), hosts)
          .orElseGet(() -> see(pathOf(exchange), exchange.getRequestURI().getRawQuery()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Response.text(503, "certdrop is about to stop.", Map.of());
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

  private static void send(HttpExchange exchange, Response response) throws IOException {
    byte[] body = response.body().getBytes(UTF_8);
    Headers headers = exchange.getResponseHeaders();
    Guard.HEADERS.forEach(headers::set);
    response.headers().forEach(headers::set);
    headers.set("Content-Type", response.type());
    if (exchange.getRequestMethod().equals("HEAD")) {
      headers.set("Content-Length", Integer.toString(body.length));
      exchange.sendResponseHeaders(response.status(), -1);
    } else {
      exchange.sendResponseHeaders(response.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** Lets go of the address at once, whoever is still reading. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    Optional.ofNullable(site.get()).ifPresent(Site::close);
  }
}
