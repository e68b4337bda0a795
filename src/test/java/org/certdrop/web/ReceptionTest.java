package org.certdrop.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.time.Duration;
import org.certdrop.service.LoggedLines;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.SerializedInvoker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReceptionTest {
  /** A server that takes nothing but a form to sign in, and waits so long for it. */
  private static ServerConnector serve(Server server, Duration patience) throws Exception {
    ServerConnector connector = new ServerConnector(server, 1, 1);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    Reception reception =
        new Reception(new Guard("127.0.0.1", false), connector::getScheduler, patience);
    Desk desk = new Desk(null, new Sessions(1, false, System::nanoTime));
    server.setHandler(
        new Handler.Abstract.NonBlocking() {
          @Override
          public boolean handle(
              Request request, org.eclipse.jetty.server.Response answer, Callback callback) {
            reception.receive(
                request,
                Desk.SIGN_IN,
                desk,
                work -> answer(200, answer, callback),
                refused -> answer(refused.status(), answer, callback));
            return true;
          }
        });
    server.start();
    return connector;
  }

  private static void answer(
      int status, org.eclipse.jetty.server.Response answer, Callback callback) {
    answer.setStatus(status);
    callback.succeeded();
  }

  /** Its connection may be silent for 30 seconds here: it is the form that takes too long. */
  @Test
  void aFormThatTakesTooLongIsGivenUp() throws Exception {
    Server server = new Server();
    ServerConnector connector = serve(server, Duration.ofMillis(100));
    try (LoggedLines log = new LoggedLines(SerializedInvoker.class);
        Socket socket = new Socket("127.0.0.1", connector.getLocalPort())) {
      socket.setSoTimeout(20_000);
      String begun =
          "POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n"
              + "Content-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\nContent-Disposition:";
      socket.getOutputStream().write(begun.getBytes(US_ASCII));

      assertThat(new String(socket.getInputStream().readNBytes(12), UTF_8))
          .isEqualTo("HTTP/1.1 400");
      server.stop();
      assertThat(log.lines()).as("what many clients can cause is no line of the log").isEmpty();
    } finally {
      server.stop();
    }
  }
}
