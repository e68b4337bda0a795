package org.certdrop.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.io.Connection;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
  private final Connections connections = new Connections(2);

  private Connection open() {
    Connection connection =
        new AbstractConnection(new ByteArrayEndPoint(), Runnable::run) {
          @Override
          public void onFillable() {
            throw new IllegalStateException("nothing is read here");
          }
        };
    connections.onOpened(connection);
    return connection;
  }

  private static boolean isOpen(Connection connection) {
    return connection.getEndPoint().isOpen();
  }

  @Test
  void theOneThatHasBeenIdleLongestMakesRoom() {
    Connection first = open();
    final Connection second = open();
    assertThat(isOpen(first)).isTrue();
    final Connection third = open();
    assertThat(isOpen(first)).isFalse();
    assertThat(isOpen(second)).isTrue();
    assertThat(isOpen(third)).isTrue();
  }

  @Test
  void oneThatIsBeingAnsweredStays() {
    Connection answered = open();
    connections.keep(answered);
    IntStream.range(0, 10).forEach(i -> open());
    assertThat(isOpen(answered)).isTrue();
    connections.release(answered);
    open();
    assertThat(isOpen(answered)).isTrue();
    open();
    assertThat(isOpen(answered)).isFalse();
  }

  @Test
  void oneThatClosedTakesNoRoom() {
    Connection first = open();
    Connection gone = open();
    gone.close();
    connections.onClosed(gone);
    open();
    assertThat(isOpen(first)).isTrue();
  }

  @Test
  void oneThatClosedWhileItWasAnsweredTakesNoRoom() {
    Connection gone = open();
    connections.keep(gone);
    gone.close();
    connections.onClosed(gone);
    connections.release(gone);
    Connection first = open();
    open();
    assertThat(isOpen(first)).isTrue();
  }
}
