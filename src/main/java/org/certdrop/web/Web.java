package org.certdrop.web;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.certdrop.home.HttpAddress;
import org.certdrop.home.StartException;
import org.certdrop.service.Front;
import org.certdrop.service.Insight;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The page of a service, if one is wanted. Nothing of it is loaded if none is. */
public final class Web implements Front {
  private static final Logger LOG = LoggerFactory.getLogger(Web.class);

  /** The address that was asked for, and what serves there. */
  private record Served(HttpAddress wanted, WebServer server) {}

  private Optional<Served> served = Optional.empty();

  @Override
  public void reserve(HttpAddress address) throws StartException {
    served = Optional.of(new Served(address, WebServer.start(address)));
  }

  @Override
  public void show(Insight insight) {
    served.ifPresent(page -> show(page, insight));
  }

  private static void show(Served page, Insight insight) {
    page.server().show(new Router(insight));
    InetSocketAddress at = page.server().address();
    LOG.info("The page is at http://{}/.", new HttpAddress(page.wanted().host(), at.getPort()));
    if (!at.getAddress().isLoopbackAddress()) {
      LOG.warn(
          "certdrop.http.address is {}: everybody who reaches it sees the parties' ids, and what is"
              + " missing, without a password. If that is not meant, set 127.0.0.1:{}.",
          page.wanted(),
          at.getPort());
    }
  }

  /** Where the page is; empty if there is none. */
  public Optional<InetSocketAddress> address() {
    return served.map(page -> page.server().address());
  }

  @Override
  public void close() {
    served.ifPresent(page -> page.server().close());
  }
}
