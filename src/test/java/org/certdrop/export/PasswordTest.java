package org.certdrop.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.certdrop.export.Federation.refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.certdrop.text.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordTest {
  @TempDir Path directory;

  private Parsed<Password> read(String content) throws IOException {
    return Password.read(Files.writeString(directory.resolve("password"), content));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b!c", "a b!c\n", "a b!c\r\n", "a b!c\nsecond line"})
  void itIsTheFirstLineWithoutItsEnd(String content) throws IOException {
    assertThat(read(content)).isEqualTo(Parsed.good(new Password("a b!c")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\r\n", "\nsecond line"})
  void anEmptyFirstLineIsNone(String content) throws IOException {
    assertThat(refusal(read(content))).contains("empty line", "first line");
  }

  @Test
  void theLongestHas1024Characters() throws IOException {
    assertThat(read("a".repeat(1024))).isInstanceOf(Parsed.Good.class);
    assertThat(refusal(read("a".repeat(1025)))).contains("over 1024 characters");
    assertThat(refusal(read("a".repeat(1_000_000)))).contains("over 1024 characters");
  }

  @Test
  void otherCharactersThanPrintableAsciiAreRefused_andNotShown() throws IOException {
    assertThat(refusal(read("sécret"))).contains("printable ASCII").doesNotContain("cret");
    assertThat(refusal(read("a\tb"))).contains("printable ASCII");
  }

  @Test
  void aFileThatIsAbsentIsAFault() {
    assertThatThrownBy(() -> Password.read(directory.resolve("absent")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void itIsNeverShown() {
    assertThat(new Password("secret")).hasToString("password");
  }
}
