package org.certdrop.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** In which encoding a text was saved that does not say so. */
public final class Encodings {
  /** What Windows saves in where it is neither UTF-8 nor UTF-16. */
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  private Encodings() {}

  /**
   * Decodes a text from outside; never fails.
   *
   * @param content a text in UTF-8, in UTF-16 with a byte order mark as PowerShell writes it, or in
   *     any other encoding that holds ASCII, which is taken for that of Windows
   * @return the text; one in UTF-8 keeps its byte order mark
   */
  public static String decode(byte[] content) {
    int mark = content.length < 2 ? 0 : ((content[0] & 0xff) << 8) | (content[1] & 0xff);
    if (mark == 0xfeff || mark == 0xfffe) {
      return new String(content, StandardCharsets.UTF_16);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      return new String(content, WINDOWS);
    }
  }
}
