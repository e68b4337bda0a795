package org.certdrop.web;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.certdrop.home.HttpAddress;
import org.certdrop.home.PageSettings;
import org.certdrop.home.StartException;
import org.eclipse.jetty.server.AcceptRateLimit;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a site with Jetty, within limits: few threads and connections, short times, little work.
 * Jetty's threads wait for no client and for no answer; the page is answered by threads of its own,
 * and health, which is at hand, by nobody's. Until there is a site, the server asks for patience.
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
  private final Connections connections = new Connections(MOST_CONNECTIONS);
  private final AtomicReference<Router> site = new AtomicReference<>();
  private final Counter page = new Counter("certdrop-web");
  private InetSocketAddress address;

  private WebServer(PageSettings settings) throws StartException {
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 1);
    threads.setName("certdrop-http");
    threads.setDaemon(true);
    threads.setReservedThreads(0);
    server = new Server(threads);
    connector = new ServerConnector(server, 1, 1, factories(settings));
    connector.setIdleTimeout(PATIENCE.toMillis());
    connector.setAcceptQueueSize(MOST_UNOPENED);
    connector.addEventListener(connections);
    server.addConnector(connector);
    server.addBean(
        new AcceptRateLimit(MOST_OPENED, MOMENT_MILLIS, TimeUnit.MILLISECONDS, connector));
    server.setStopTimeout(0);
    server.setHandler(
        new Entrance(
            new Guard(nameOf(settings.address()), settings.tls().isPresent()),
            site::get,
            page,
            connections,
            connector::getScheduler));
    server.setErrorHandler(Entrance::sendError);
  }

  private static ConnectionFactory[] factories(PageSettings settings) throws StartException {
    HttpConfiguration limits = limits();
    HttpConnectionFactory http = new HttpConnectionFactory(limits);
    if (settings.tls().isEmpty()) {
      return new ConnectionFactory[] {http};
    }
    SslConnectionFactory tls =
        new SslConnectionFactory(Tls.of(settings.tls().get()), http.getProtocol());
    return new ConnectionFactory[] {tls, http};
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
  static WebServer start(PageSettings settings) throws StartException {
    HttpAddress wanted = settings.address();
    WebServer web = new WebServer(settings);
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
  void show(Router shown) {
    site.set(shown);
  }

  /** Where it serves; the port is one that was free if none was asked for. */
  InetSocketAddress address() {
    return address;
  }

  /** Lets go of the address at once, whatever clients still read. */
  @Override
  public void close() {
    page.close();
    try {
      server.stop();
    } catch (Exception e) {
      LOG.warn("The page's server does not stop as it should; the service goes on.", e);
    } finally {
      Optional.ofNullable(site.get()).ifPresent(Router::close);
    }
  }
}
