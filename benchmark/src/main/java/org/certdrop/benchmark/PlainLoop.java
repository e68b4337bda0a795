package org.certdrop.benchmark;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/**
 * What the JDK alone needs for a pair, without rules, verdicts or a framework: read both files,
 * verify the certificate with its own key, append a line (one sync a hundred), move the files.
 */
public final class PlainLoop {
  private static final int GROUP = 100;

  private PlainLoop() {}

  /** Takes an inbox, a folder for what is done, and a journal; prints the seconds it took. */
  public static void main(String[] arguments) throws Exception {
    Path done = Files.createDirectories(Path.of(arguments[1]));
    long began = System.nanoTime();
    List<Path> waiting = new ArrayList<>();
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(Path.of(arguments[0]), "*.pem")) {
      found.forEach(waiting::add);
    }
    Collections.sort(waiting);
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    try (FileChannel journal =
        FileChannel.open(
            Path.of(arguments[2]), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (int from = 0; from < waiting.size(); from += GROUP) {
        List<Path> group = waiting.subList(from, Math.min(from + GROUP, waiting.size()));
        StringBuilder lines = new StringBuilder();
        for (Path pem : group) {
          lines.append(line(pem, factory, sha256));
        }
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(lines.toString());
        while (bytes.hasRemaining()) {
          journal.write(bytes);
        }
        journal.force(false);
        for (Path pem : group) {
          move(twin(pem), done);
          move(pem, done);
        }
      }
    }
    System.out.println((System.nanoTime() - began) / 1e9);
  }

  private static String line(Path pem, CertificateFactory factory, MessageDigest sha256)
      throws Exception {
    byte[] text = Files.readAllBytes(pem);
    X509Certificate certificate =
        (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(text));
    certificate.verify(certificate.getPublicKey());
    certificate.checkValidity();
    return "{\"sha256\":\""
        + HexFormat.of().formatHex(sha256.digest(certificate.getEncoded()))
        + "\",\"sidecar\":"
        + Files.readString(twin(pem)).strip()
        + ",\"certificate\":\""
        + new String(text, StandardCharsets.US_ASCII).replace("\n", "\\n")
        + "\"}\n";
  }

  private static void move(Path file, Path folder) throws Exception {
    Files.move(file, folder.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
  }

  private static Path twin(Path pem) {
    String name = pem.getFileName().toString();
    return pem.resolveSibling(name.substring(0, name.length() - 4) + ".json");
  }
}
