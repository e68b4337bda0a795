package org.certdrop.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
  void theShortFormIsSpreadOverTheWhole_andThePartsTogetherAreTheWhole() {
    List<Integer> all = List.of(0, 1, 2, 3, 4, 5, 6);
    assertThat(Proof.Size.each(all, 1, 0)).isEqualTo(all);
    assertThat(Proof.Size.each(all, 3, 0)).containsExactly(0, 3, 6);
    assertThat(Proof.Size.each(all, 3, 1)).containsExactly(1, 4);
    assertThat(Proof.Size.each(all, 3, 2)).containsExactly(2, 5);
  }
}
