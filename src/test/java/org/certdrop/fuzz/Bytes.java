package org.certdrop.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Cutting and pasting. */
final class Bytes {
  private Bytes() {}

  static byte[] of(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] without(byte[] bytes, int start, int end) {
    return replaced(bytes, start, end, new byte[0]);
  }

  /** With something else in the place of a range. */
  static byte[] replaced(byte[] bytes, int start, int end, byte[] by) {
    byte[] result = Arrays.copyOf(bytes, bytes.length - (end - start) + by.length);
    System.arraycopy(by, 0, result, start, by.length);
    System.arraycopy(bytes, end, result, start + by.length, bytes.length - end);
    return result;
  }

  static byte[] repeated(byte[] piece, int times) {
    byte[] result = new byte[piece.length * times];
    for (int i = 0; i < times; i++) {
      System.arraycopy(piece, 0, result, i * piece.length, piece.length);
    }
    return result;
  }
}
