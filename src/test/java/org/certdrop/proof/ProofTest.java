package org.certdrop.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProofTest {
  @Test
  void whatHasAShortFormIsRunWholeAsAProof() throws IOException {
    List<String> brief = new ArrayList<>();
    try (Stream<Path> sources = Files.walk(Path.of("src/test/java"))) {
      for (Path source : sources.filter(file -> file.toString().endsWith("Test.java")).toList()) {
        String text = Files.readString(source);
        if (text.contains("Proof.Size" + ".of(") || text.contains("Fuzz" + ".run(")) {
          brief.add(source.getFileName().toString());
          assertThat(text).as(source.toString()).contains("@Proof\n");
        }
      }
    }
    assertThat(brief).contains("NothingLostTest.java", "LoadTest.java", "CertificateFuzzTest.java");
  }

  @Test
  void theShortFormIsSpreadOverTheWhole() {
    List<Integer> all = List.of(0, 1, 2, 3, 4, 5, 6);
    assertThat(Proof.Size.each(all, 1)).isEqualTo(all);
    assertThat(Proof.Size.each(all, 3)).containsExactly(0, 3, 6);
  }

  @Test
  void eachProofIsOfOnePart() {
    List<ProofPart> parts =
        List.of(new ProofPart("1/3"), new ProofPart("2/3"), new ProofPart("3/3"));
    for (int number = 0; number < 100; number++) {
      String method = "proof" + number;
      assertThat(parts).filteredOn(part -> part.has("SomeTest", method)).hasSize(1);
    }
    assertThat(parts)
        .allMatch(part -> IntStream.range(0, 100).anyMatch(n -> part.has("SomeTest", "proof" + n)));
    assertThat(new ProofPart("1/1").has("SomeTest", "proof")).isTrue();
  }

  @Test
  void whatIsNoPartIsRefused() {
    for (String words : List.of("0/3", "4/3", "3", "", "a/b", "1/")) {
      assertThatThrownBy(() -> new ProofPart(words)).isInstanceOf(RuntimeException.class);
    }
  }
}
