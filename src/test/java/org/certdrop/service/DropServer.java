package org.certdrop.service;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.Handle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.certdrop.home.Home;

/** A server from which a home fetches by SFTP, with a folder {@code in}, and faults on demand. */
final class DropServer implements AutoCloseable {
  static {
    // Else it makes Bouncy Castle a provider of the whole process, which certdrop never does.
    System.setProperty("org.apache.sshd.security.registrars", "none");
  }

  private final KeyPair client = key();
  private final KeyPair own = key();
  private final SshServer server = SshServer.setUpDefaultServer();
  private final Path root;

  /** So many reads from now on are cut off by the end of the connection. */
  final AtomicInteger cuts = new AtomicInteger();

  /** The name of a file that may not be read, or none. */
  volatile String refused = "";

  /** How many files have been opened for reading. */
  final AtomicInteger reads = new AtomicInteger();

  DropServer(Path root) throws IOException {
    this.root = Files.createDirectories(root);
    Files.createDirectories(folder());
    server.setHost("127.0.0.1");
    server.setKeyPairProvider(KeyPairProvider.wrap(own));
    server.setPublickeyAuthenticator(
        (user, key, session) ->
            user.equals("drop") && KeyUtils.compareKeys(key, client.getPublic()));
    server.setFileSystemFactory(new VirtualFileSystemFactory(root));
    SftpSubsystemFactory sftp = new SftpSubsystemFactory();
    sftp.addSftpEventListener(new Cutting());
    server.setSubsystemFactories(List.of(sftp));
    server.start();
  }

  private final class Cutting implements SftpEventListener {
    @Override
    public void opening(ServerSession session, String remote, Handle file) throws IOException {
      if (file instanceof FileHandle && file.getFile().getFileName().toString().equals(refused)) {
        throw new AccessDeniedException(refused);
      }
    }

    @Override
    public void reading(
        ServerSession session,
        String remote,
        FileHandle file,
        long offset,
        byte[] data,
        int at,
        int length)
        throws IOException {
      if (offset == 0) {
        reads.incrementAndGet();
      }
      if (cuts.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        session.close(true);
        throw new IOException("cut off");
      }
    }
  }

  static KeyPair key() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  Path folder() {
    return root.resolve("in");
  }

  void put(String name, String content) throws IOException {
    Files.writeString(folder().resolve(name), content);
  }

  /** Has a home fetch from here. */
  void serve(Home home, String... settings) throws IOException {
    Path keys = Files.createDirectories(home.directory().resolve("etc/sftp"));
    try (OutputStream file = Files.newOutputStream(keys.resolve("id_ed25519"))) {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(client, "drop", null, file);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    know(home, own);
    Files.createDirectories(home.routes());
    Files.copy(Path.of("etc/extras/sftp.camel.yaml"), home.routes().resolve("sftp.camel.yaml"));
    Files.writeString(
        home.properties(),
        Files.readString(home.properties())
            + "certdrop.sftp.host=127.0.0.1\ncertdrop.sftp.user=drop\ncertdrop.sftp.folder=in\n"
            + "certdrop.sftp.delay=PT0.1S\ncertdrop.sftp.port="
            + server.getPort()
            + "\n"
            + String.join("\n", settings)
            + "\n");
  }

  /** What a home takes for this server's key. */
  void know(Home home, KeyPair key) throws IOException {
    Files.writeString(
        home.directory().resolve("etc/sftp/known_hosts"),
        "[127.0.0.1]:" + server.getPort() + " " + PublicKeyEntry.toString(key.getPublic()) + "\n");
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }
}
