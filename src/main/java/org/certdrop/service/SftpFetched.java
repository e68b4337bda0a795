package org.certdrop.service;

import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.certdrop.inbox.Arrival;
import org.certdrop.inbox.Arrivals;
import org.certdrop.text.Printable;

/** The step of {@code sftp.camel.yaml}, and what has been fetched: {@link Arrivals} for Camel. */
public final class SftpFetched extends ServiceSupport implements IdempotentRepository {
  private final Arrivals arrivals;
  private final SftpServer server;

  SftpFetched(Arrivals arrivals, SftpServer server) {
    this.arrivals = arrivals;
    this.server = server;
  }

  /**
   * Reads a file and puts it into the inbox.
   *
   * @param key what the route says of it
   * @throws IOException if it cannot be read or written now; it is tried again at the next look
   */
  public void deliver(
      @Body InputStream sent, @ExchangeProperty(Exchange.FILE_IDEMPOTENT_KEY) String key)
      throws IOException {
    Arrival listed =
        Arrival.parse(key)
            .orElseThrow(() -> new IOException("the route's idempotentKey was changed"));
    try {
      arrivals.put(listed, content(listed, sent));
    } catch (IOException | RuntimeException e) {
      server.fails(e);
      throw e;
    }
  }

  /** Whatever the server sends, no more is read than it announced. */
  private static byte[] content(Arrival listed, InputStream sent) throws IOException {
    byte[] content;
    try (sent) {
      content = sent.readNBytes(Math.toIntExact(listed.size() + 1));
    }
    if (content.length != listed.size()) {
      throw new IOException(
          Printable.quotedName(listed.name())
              + " did not come whole, or was changed meanwhile: it has "
              + listed.size()
              + " octets in the server's listing");
    }
    return content;
  }

  @Override
  public boolean contains(String key) {
    return arrivals.has(key);
  }

  /** It was noted before it was shown. */
  @Override
  public boolean add(String key) {
    return !arrivals.has(key);
  }

  /** What failed was not noted; what was noted is shown later. */
  @Override
  public boolean remove(String key) {
    return false;
  }

  @Override
  public boolean confirm(String key) {
    return true;
  }

  @Override
  public void clear() {
    throw new UnsupportedOperationException("what was fetched stays fetched");
  }

  @Override
  protected void doStop() throws IOException {
    arrivals.close();
  }
}
