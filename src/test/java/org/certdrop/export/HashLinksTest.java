package org.certdrop.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.certdrop.identity.OwnParty;
import org.certdrop.party.PartyId;
import org.certdrop.x509.TestCertificate;
import org.certdrop.x509.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HashLinksTest {
  @TempDir Path directory;

  private static Player player(String party, TestCertificate certificate) {
    OwnParty one =
        new OwnParty(
            new PartyId(party),
            Federation.endpoint("10.0.0.1", 1),
            certificate.certificate(),
            Optional.empty());
    return Player.of(one).orElseThrow(bad -> new IllegalStateException(bad.problem()));
  }

  /** A certificate of the same subject as every other one made here, with a key of its own. */
  private static Player twin(int number) {
    return player("node_n" + number, TestCertificate.of("node_same"));
  }

  private static List<Player> twins(int count) {
    List<Player> twins = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      twins.add(twin(i));
    }
    return twins;
  }

  private Map<String, String> rehashed(List<Player> players, String tool, String... options)
      throws IOException {
    for (int i = 0; i < players.size(); i++) {
      Files.writeString(
          directory.resolve(PlayerFile.certificate(i)), players.get(i).certificate().pem());
    }
    Object[] arguments =
        Stream.concat(Stream.of(options), Stream.of(directory.toString())).toArray();
    Tool.Answer answer = Tool.named(tool).run(arguments);
    assertThat(answer.code()).as(answer.text()).isZero();
    Map<String, String> links = new TreeMap<>();
    try (Stream<Path> entries = Files.list(directory)) {
      for (Path link : entries.filter(Files::isSymbolicLink).toList()) {
        links.put(
            link.getFileName().toString(), Files.readSymbolicLink(link).getFileName().toString());
      }
    }
    return links;
  }

  @Test
  void eachCertificateHasALinkByEitherHash() {
    Player player = player("node_x", TestCertificate.of("node_x"));
    assertThat(HashLinks.of(List.of(player), Set.of()))
        .isEqualTo(
            Map.of(player.hash().current() + ".0", "P0.pem", player.hash().old() + ".0", "P0.pem"));
  }

  @Test
  void certificatesOfOneSubjectAreNumberedInTheOrderOfTheirFilesNames() {
    List<Player> twins = twins(11);
    String hash = twins.get(0).hash().current();
    assertThat(HashLinks.of(twins, Set.of()))
        .hasSize(22)
        .containsEntry(hash + ".0", "P0.pem")
        .containsEntry(hash + ".2", "P10.pem")
        .containsEntry(hash + ".3", "P2.pem");
  }

  @Test
  void theNumbersOfForeignLinksArePassedOver() {
    Player player = twin(0);
    String hash = player.hash().current();
    assertThat(HashLinks.of(List.of(player), Set.of(hash + ".0")))
        .containsEntry(hash + ".1", "P0.pem")
        .doesNotContainKey(hash + ".0");
  }

  @Test
  void oneCertificateIsLinkedOnceOnly() {
    Player player = twin(0);
    assertThat(HashLinks.of(List.of(player, player), Set.of())).hasSize(2);
  }

  @Test
  void theLinksAreThoseOfCRehash() throws IOException {
    List<Player> players = new ArrayList<>(twins(11));
    players.add(player("node_x", TestCertificate.of("node_x")));
    assertThat(HashLinks.of(players, Set.of())).isEqualTo(rehashed(players, "c_rehash"));
  }

  @Test
  void theLinksAreThoseOfOpensslRehash() throws IOException {
    List<Player> players =
        List.of(
            player("node_a", TestCertificate.of("node_a")),
            player("node_b", TestCertificate.of("node_b")));
    assertThat(HashLinks.of(players, Set.of()))
        .isEqualTo(rehashed(players, "openssl", "rehash", "-compat"));
  }
}
