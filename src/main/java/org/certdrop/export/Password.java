package org.certdrop.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;

/**
 * The password of a trust store.
 *
 * @param text printable ASCII, at least one character
 */
public record Password(String text) {
  /** Java's habit for trust stores: they hold nothing secret. */
  public static final Password USUAL = new Password("changeit");

  private static final int LONGEST = 1024;

  /**
   * Reads a password from a file.
   *
   * @param file its first line is the password, without the line's end
   * @return the password, or why there is none; never with what the file holds
   * @throws IOException if the file cannot be read
   */
  public static Parsed<Password> read(Path file) throws IOException {
    String shown = "The password file " + Printable.of(file.toString());
    byte[] content;
    try (InputStream in = Files.newInputStream(file)) {
      content = in.readNBytes(LONGEST + 3);
    }
    String line = new String(content, StandardCharsets.ISO_8859_1).lines().findFirst().orElse("");
    if (line.isEmpty()) {
      return Parsed.bad(
          shown + " begins with an empty line.", "Write the password into its first line.");
    }
    if (line.length() > LONGEST) {
      return Parsed.bad(
          shown + " has a first line of over " + LONGEST + " characters.",
          "Write a shorter password into its first line; is it the right file?");
    }
    return line.chars().allMatch(c -> c >= ' ' && c <= '~')
        ? Parsed.good(new Password(line))
        : Parsed.bad(
            shown + " holds a password with other than printable ASCII characters.",
            "Choose letters, digits and signs of ASCII: programs disagree about others.");
  }

  /** The characters, for Java. */
  char[] characters() {
    return text.toCharArray();
  }

  /** Not the password. */
  @Override
  public String toString() {
    return "password";
  }
}
