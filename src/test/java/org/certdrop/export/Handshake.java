package org.certdrop.export;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.certdrop.x509.Tool;

/**
 * A mutual TLS handshake between two openssl on this machine, as MP-SPDZ makes one.
 *
 * @param trusted the folder of certificates that both trust, and no others
 * @param at when certificates are to be valid
 */
public record Handshake(Path trusted, Instant at) {
  private static final Pattern PORT = Pattern.compile("ACCEPT .*:([0-9]+)\\s*");

  /**
   * One end.
   *
   * @param trusting a file of certificates that this one trusts, in the place of the folder
   */
  public record Side(Path certificate, Path key, Optional<Path> trusting) {
    /** One that trusts what the folder holds. */
    public Side(Path certificate, Path key) {
      this(certificate, key, Optional.empty());
    }
  }

  /** What the client says of it. */
  public String between(Side server, Side client) throws Exception {
    Tool openssl = Tool.named("openssl");
    Process process =
        openssl.start(
            words(server, "s_server", "-accept", "127.0.0.1:0", "-naccept", "1", "-Verify", "1"));
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String port = port(said);
      return openssl
          .runOn("Q\n", words(client, "s_client", "-connect", "127.0.0.1:" + port))
          .text();
    } finally {
      process.destroy();
    }
  }

  private static String port(BufferedReader said) throws Exception {
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      Matcher found = PORT.matcher(line);
      if (found.matches()) {
        return found.group(1);
      }
    }
    throw new AssertionError("openssl s_server did not start");
  }

  private Object[] words(Side side, String... first) {
    List<Object> words = new ArrayList<>(List.of(first));
    words.addAll(List.of("-cert", side.certificate(), "-key", side.key()));
    words.addAll(
        side.trusting().isPresent()
            ? List.of("-CAfile", side.trusting().get(), "-no-CApath")
            : List.of("-CApath", trusted, "-no-CAfile"));
    // TLS 1.2 ends only when both have verified; with 1.3 the client may be gone before.
    words.addAll(List.of("-no-CAstore", "-verify_return_error", "-tls1_2"));
    words.addAll(List.of("-attime", at.getEpochSecond()));
    return words.toArray();
  }
}
