package org.certdrop.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Plays through what certdrop does most, in two homes that are thrown away: the classes that this
 * loads are those that the launcher has Java keep in an archive, from which later starts take them.
 */
final class Rehearsal {
  private static final List<String> FOLDERS = List.of("etc", "inbox", "outbox");

  /** Valid for a hundred years, its key thrown away: most other programs make keys of this kind. */
  private static final String EC_CERTIFICATE =
      """
      -----BEGIN CERTIFICATE-----
      MIIBzzCCAXSgAwIBAgIUG+PuTOqN/c8uSGQrucx7uhuQKlkwCgYIKoZIzj0EAwIw
      LjETMBEGA1UECgwKRmVkLUJpb01lZDEXMBUGA1UEAwwObm9kZV9yZWhlYXJzYWww
      IBcNMjYxMTMwMTMyNTQ3WhgPMjEyNjExMDYxMzI1NDdaMC4xEzARBgNVBAoMCkZl
      ZC1CaW9NZWQxFzAVBgNVBAMMDm5vZGVfcmVoZWFyc2FsMFkwEwYHKoZIzj0CAQYI
      KoZIzj0DAQcDQgAECYtSnTpiukg6Pxx7xXd+CrlH02wEi954ruaz4PUOoLyZEH0c
      s09cJNvbvfQtPT1OhjXL+GttJQl90nU5wMAfZ6NuMGwwHQYDVR0OBBYEFMBwqgfX
      kLdUQeXsGsY8wSnBu3RGMB8GA1UdIwQYMBaAFMBwqgfXkLdUQeXsGsY8wSnBu3RG
      MBwGA1UdEQQVMBOCEXJlaGVhcnNhbC5leGFtcGxlMAwGA1UdEwEB/wQCMAAwCgYI
      KoZIzj0EAwIDSQAwRgIhANJ2ZaGFepdan1oVWkngGz4cGQnIWkOXRvUr3Y4ksl6T
      AiEAtlOptrUduGwPBrIS4mLq+xTAqkgH/9a+Uq8zxL5+oe8=
      -----END CERTIFICATE-----
      """;

  private final Path stage;
  private final PrintWriter nowhere = new PrintWriter(Writer.nullWriter());

  private Rehearsal(Path stage) {
    this.stage = stage;
  }

  /**
   * Rehearses.
   *
   * @param arguments an empty directory to play in
   */
  public static void main(String[] arguments) throws IOException {
    new Rehearsal(Path.of(arguments[0])).play();
    System.exit(Certdrop.DONE);
  }

  private void play() throws IOException {
    Path sender = home("sender");
    Path receiver = home("receiver");
    certdrop("run", "--once", "--home", sender.toString());
    copy(sender.resolve("outbox/registration"), receiver.resolve("inbox"));
    certdrop("run", "--once", "--home", receiver.toString());
    for (String command :
        List.of("list", "status", "ready", "audit", "registration-instructions")) {
      certdrop(command, "--home", receiver.toString());
    }
    // The beginning of the sender's id, the only one that the receiver knows.
    for (String command : List.of("number", "show")) {
      certdrop(command, "node_", "--home", receiver.toString());
    }
    certdrop("list", "--json", "--home", receiver.toString());
    Path file = Files.writeString(stage.resolve("ec.pem"), EC_CERTIFICATE);
    String[] register = {
      "register",
      "-pk",
      file.toString(),
      "--home",
      receiver.toString(),
      "-pi",
      "node_rehearsal",
      "--ip",
      "10.0.0.1",
      "--port",
      "50051"
    };
    certdrop(register);
    certdrop("--help");
  }

  private void certdrop(String... arguments) {
    Certdrop.execute(nowhere, nowhere, arguments);
  }

  private Path home(String name) throws IOException {
    Path home = stage.resolve(name);
    for (String folder : FOLDERS) {
      Files.createDirectories(home.resolve(folder));
    }
    return home;
  }

  /** Copies the plain files of a folder; those of the program's own making, few and small. */
  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }
}
