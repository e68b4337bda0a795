package org.certdrop.service;

import com.jcraft.jsch.JSchHostKeyException;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;
import org.certdrop.home.Faults;
import org.certdrop.inbox.Arrivals;
import org.certdrop.inbox.RemoteFolder;
import org.certdrop.text.Printable;

/** Each look at a server: what goes wrong in one is a fault until one goes well. */
public final class SftpServer extends DefaultPollingConsumerPollStrategy
    implements ExceptionHandler {
  private static final String WHERE = "sftp";
  private static final String STRANGER =
      "the server shows another key than certdrop.sftp.known-hosts-file names for it, so nothing is"
          + " fetched: ask its administrator whether the key was changed, and compare the new one"
          + " before you put it there";

  private final RemoteFolder folder;
  private final Arrivals arrivals;
  private final Faults faults;
  private final BooleanSupplier fetches;
  private boolean failed;

  /**
   * The looks at one server.
   *
   * @param fetches whether it is this service that fetches
   */
  SftpServer(RemoteFolder folder, Arrivals arrivals, Faults faults, BooleanSupplier fetches) {
    this.fetches = fetches;
    this.folder = folder;
    this.arrivals = arrivals;
    this.faults = faults;
  }

  @Override
  public boolean begin(Consumer consumer, Endpoint endpoint) {
    failed = false;
    if (!fetches.getAsBoolean()) {
      return false;
    }
    folder.begin();
    try {
      arrivals.show();
    } catch (IOException e) {
      fails(e);
    }
    return true;
  }

  @Override
  public void commit(Consumer consumer, Endpoint endpoint, int polled) {
    if (!failed) {
      faults.end(WHERE);
    }
  }

  @Override
  public boolean rollback(Consumer consumer, Endpoint endpoint, int retry, Exception cause) {
    fails(cause);
    return false;
  }

  /** Something of this look failed; it is tried again at the next one. */
  void fails(Throwable cause) {
    failed = true;
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    if (root instanceof JSchHostKeyException) {
      faults.begin(WHERE, STRANGER);
    } else if (root == cause) {
      faults.begin(WHERE, cause);
    } else {
      faults.begin(WHERE, Printable.of(cause.getMessage() + ": " + root.getMessage()));
    }
  }

  @Override
  public void handleException(Throwable exception) {
    fails(exception);
  }

  @Override
  public void handleException(String message, Throwable exception) {
    fails(exception);
  }

  @Override
  public void handleException(String message, Exchange exchange, Throwable exception) {
    fails(exception);
  }
}
