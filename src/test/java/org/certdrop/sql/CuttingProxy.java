package org.certdrop.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between certdrop and a database, and cuts connections when told to. */
public final class CuttingProxy implements AutoCloseable {
  private final InetSocketAddress server;
  private final String path;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger cuts = new AtomicInteger();
  private final AtomicInteger connections = new AtomicInteger();
  private final int port;
  private ServerSocket listening;
  private volatile Plan plan = request -> Cut.NOT;

  /** Where a connection is cut. */
  public enum Cut {
    /** Nowhere. */
    NOT,
    /** Instead of handing a request on. */
    BEFORE,
    /** In the place of its answer. */
    AFTER
  }

  /** Hears of each request, which is octets of the protocol, before it is handed on. */
  public interface Plan {
    /** Decides. */
    Cut at(String request) throws IOException;
  }

  public CuttingProxy(String url) throws IOException {
    URI uri = URI.create(url.substring("jdbc:".length()));
    this.server = new InetSocketAddress(uri.getHost(), uri.getPort());
    this.path = uri.getPath();
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.port = listening.getLocalPort();
    listen();
  }

  int port() {
    return port;
  }

  public String url() {
    return "jdbc:postgresql://localhost:" + port + path;
  }

  /** How often a statement was cut off. */
  public int cuts() {
    return cuts.get();
  }

  /** How many connections were made. */
  int connections() {
    return connections.get();
  }

  /** Cuts the connection instead of handing on the next statement that contains this. */
  void cutBefore(String statement) {
    cutOnce(statement, Cut.BEFORE);
  }

  /** Hands on the next statement that contains this, and cuts in the place of its answer. */
  void cutAfter(String statement) {
    cutOnce(statement, Cut.AFTER);
  }

  private void cutOnce(String statement, Cut cut) {
    AtomicBoolean done = new AtomicBoolean();
    follow(request -> request.contains(statement) && !done.getAndSet(true) ? cut : Cut.NOT);
  }

  /** From now on. */
  public void follow(Plan next) {
    plan = next;
  }

  public void goAway() throws IOException {
    listening.close();
    closeAll();
  }

  public void comeBack() throws IOException {
    listening = new ServerSocket();
    listening.setReuseAddress(true);
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    listen();
  }

  private void listen() {
    ServerSocket door = listening;
    start(
        () -> {
          while (true) {
            Socket client = door.accept();
            connections.incrementAndGet();
            Socket behind = new Socket();
            behind.connect(server);
            sockets.add(client);
            sockets.add(behind);
            boolean[] swallow = new boolean[1];
            start(() -> requests(client, behind, swallow));
            start(() -> answers(client, behind, swallow));
          }
        });
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (SocketException e) {
                // It was cut.
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private void requests(Socket client, Socket behind, boolean[] swallow) throws IOException {
    try (client;
        behind) {
      InputStream in = client.getInputStream();
      OutputStream out = behind.getOutputStream();
      byte[] octets = new byte[1 << 20];
      for (int count = in.read(octets); count >= 0; count = in.read(octets)) {
        String text = new String(Arrays.copyOf(octets, count), StandardCharsets.ISO_8859_1);
        Cut cut = plan.at(text);
        if (cut != Cut.NOT) {
          cuts.incrementAndGet();
        }
        if (cut == Cut.BEFORE) {
          return;
        }
        if (cut == Cut.AFTER) {
          synchronized (swallow) {
            swallow[0] = true;
          }
        }
        out.write(octets, 0, count);
      }
    }
  }

  /** The answer that is swallowed says that the server has done its work. */
  private static void answers(Socket client, Socket behind, boolean[] swallow) throws IOException {
    try (client;
        behind) {
      InputStream in = behind.getInputStream();
      OutputStream out = client.getOutputStream();
      byte[] octets = new byte[1 << 20];
      for (int count = in.read(octets); count >= 0; count = in.read(octets)) {
        synchronized (swallow) {
          if (swallow[0]) {
            return;
          }
        }
        out.write(octets, 0, count);
      }
    }
  }

  private void closeAll() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    sockets.clear();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    closeAll();
  }
}
