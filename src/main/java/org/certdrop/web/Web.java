package org.certdrop.web;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.certdrop.service.HttpAddress;
import org.certdrop.service.Service;
import org.certdrop.service.StartException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The page of a service, if one is wanted. Nothing of it is loaded if none is. */
public final class Web implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Web.class);

  private final Optional<WebServer> server;

  private Web(Optional<WebServer> server) {
    this.server = server;
  }

  /**
   * Serves the page where the configuration wants it.
   *
   * @param service what it shows
   * @return to be closed before the service is
   * @throws StartException if the address cannot be had
   */
  public static Web of(Service service) throws StartException {
    return service.httpAddress().isEmpty()
        ? new Web(Optional.empty())
        : new Web(Optional.of(start(service.httpAddress().get(), service)));
  }

  private static WebServer start(HttpAddress address, Service service) throws StartException {
    WebServer server = WebServer.start(address, new Site(service.insight()));
    InetSocketAddress at = server.address();
    LOG.info("The page is at http://{}/.", new HttpAddress(address.host(), at.getPort()));
    if (!at.getAddress().isLoopbackAddress()) {
      LOG.warn(
          "certdrop.http.address is {}: whoever reaches it sees the parties' ids, and what is"
              + " missing, without a password. If that is not meant, set 127.0.0.1:{}.",
          address,
          at.getPort());
    }
    return server;
  }

  /** Where the page is; empty if there is none. */
  public Optional<InetSocketAddress> address() {
    return server.map(WebServer::address);
  }

  @Override
  public void close() {
    server.ifPresent(WebServer::close);
  }
}
