package org.certdrop.web;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.io.Connection;

/**
 * The open connections, few: where one more than that opens, the one that has been idle longest
 * closes. So nobody keeps another client out by holding connections open.
 */
final class Connections implements Connection.Listener {
  private final int most;

  /** Those that wait for a request, or for the client to read an answer; the longest first. */
  private final Set<Connection> idle = new LinkedHashSet<>();

  /**
   * No connection yet.
   *
   * @param most how many stay open, those that are being answered not counted
   */
  Connections(int most) {
    this.most = most;
  }

  @Override
  public void onOpened(Connection connection) {
    release(connection);
  }

  @Override
  public synchronized void onClosed(Connection connection) {
    idle.remove(connection);
  }

  /** A request is complete: its connection stays open until {@link #release}. */
  synchronized void keep(Connection connection) {
    idle.remove(connection);
  }

  /** The answer to a request is made: its connection may close where there are too many. */
  void release(Connection connection) {
    longestIdle(connection)
        .ifPresent(
            closed -> closed.getEndPoint().close(new IOException("too many connections are open")));
  }

  private synchronized Optional<Connection> longestIdle(Connection added) {
    if (added.getEndPoint().isOpen()) {
      idle.add(added);
    }
    if (idle.size() <= most) {
      return Optional.empty();
    }
    Connection longest = idle.iterator().next();
    idle.remove(longest);
    return Optional.of(longest);
  }
}
