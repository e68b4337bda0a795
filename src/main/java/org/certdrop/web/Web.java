package org.certdrop.web;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.certdrop.home.HttpAddress;
import org.certdrop.home.PageSettings;
import org.certdrop.home.StartException;
import org.certdrop.service.Front;
import org.certdrop.service.Hands;
import org.certdrop.service.Insight;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The page of a service, if one is wanted. Nothing of it is loaded if none is. */
public final class Web implements Front {
  private static final Logger LOG = LoggerFactory.getLogger(Web.class);

  /** What was asked for, and what serves it. */
  private record Served(PageSettings wanted, WebServer server) {}

  private Optional<Served> served = Optional.empty();

  @Override
  public void reserve(PageSettings page) throws StartException {
    served = Optional.of(new Served(page, WebServer.start(page)));
  }

  @Override
  public void show(Insight insight, Hands hands) {
    served.ifPresent(page -> show(page, insight, hands));
  }

  private static void show(Served page, Insight insight, Hands hands) {
    PageSettings wanted = page.wanted();
    InetSocketAddress at = page.server().address();
    boolean secure = wanted.tls().isPresent();
    Sessions sessions = new Sessions(at.getPort(), secure, System::nanoTime);
    page.server()
        .show(
            new Router(
                insight,
                wanted.actions() ? Optional.of(new Desk(hands, sessions)) : Optional.empty()));
    LOG.info(
        "The page is at {}://{}/.",
        secure ? "https" : "http",
        new HttpAddress(wanted.address().host(), at.getPort()));
    if (!at.getAddress().isLoopbackAddress()) {
      LOG.warn(
          "certdrop.http.address is {}: everybody who reaches it sees the parties' ids, and what is"
              + " missing, without a password. If that is not meant, set 127.0.0.1:{}.",
          wanted.address(),
          at.getPort());
    }
  }

  /** Where a person can act; empty if nothing can be done on the page. */
  public Optional<HttpAddress> desk() {
    return served
        .filter(page -> page.wanted().actions())
        .map(
            page ->
                new HttpAddress(page.wanted().address().host(), page.server().address().getPort()));
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
