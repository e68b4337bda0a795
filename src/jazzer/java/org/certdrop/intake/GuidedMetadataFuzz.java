package org.certdrop.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** The targets of {@link MetadataFuzzTest}, on input that the coverage leads to. */
class GuidedMetadataFuzz {
  static List<byte[]> sidecars() {
    return bytes(MetadataFuzzTest.SIDECARS);
  }

  static List<byte[]> texts() {
    return bytes(MetadataFuzzTest.TEXTS);
  }

  static List<byte[]> files() {
    return Stream.concat(sidecars().stream(), texts().stream()).toList();
  }

  private static List<byte[]> bytes(List<String> texts) {
    return texts.stream().map(text -> text.getBytes(UTF_8)).toList();
  }

  @MethodSource("sidecars")
  @FuzzTest(maxDuration = "2m")
  void sidecar(byte[] input) {
    MetadataFuzzTest.readSidecar(input);
  }

  @MethodSource("texts")
  @FuzzTest(maxDuration = "2m")
  void instructions(byte[] input) {
    MetadataFuzzTest.readText(input);
  }

  @MethodSource("files")
  @FuzzTest(maxDuration = "2m")
  void completeness(byte[] input) {
    MetadataFuzzTest.lookAt(input);
  }
}
