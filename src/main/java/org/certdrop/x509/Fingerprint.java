package org.certdrop.x509;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * A SHA-256 digest: of a certificate's DER (what people call its fingerprint) or of its public key.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Fingerprint(String hex) {
  private static final int DIGITS = 64;
  private static final HexFormat COLONS = HexFormat.ofDelimiter(":").withUpperCase();
  private static final int SHORT = 23;

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException if it is not 64 lower-case hexadecimal digits; use {@link
   *     #parse} for text from outside
   */
  public Fingerprint {
    if (!isPlain(hex)) {
      throw new IllegalArgumentException("not 64 lower-case hexadecimal digits");
    }
  }

  private static boolean isPlain(String hex) {
    if (hex.length() != DIGITS) {
      return false;
    }
    for (int i = 0; i < DIGITS; i++) {
      char c = hex.charAt(i);
      if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
        return false;
      }
    }
    return true;
  }

  /** The digest of some bytes. */
  public static Fingerprint of(byte[] bytes) {
    try {
      return new Fingerprint(
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * Reads a fingerprint in any usual spelling: with or without colons or spaces, in any letter
   * case.
   *
   * @param text the fingerprint
   * @return it, or nothing if the text is not 32 octets in hexadecimal
   */
  public static Optional<Fingerprint> parse(String text) {
    if (isPlain(text)) {
      return Optional.of(new Fingerprint(text));
    }
    if (text.length() > 200) {
      return Optional.empty();
    }
    String plain = text.replaceAll("[: \\t]", "").toLowerCase(Locale.ROOT);
    return isPlain(plain) ? Optional.of(new Fingerprint(plain)) : Optional.empty();
  }

  // What records have by themselves is put together anew at each start, which takes longer than all
  // of its use.
  @Override
  public boolean equals(Object other) {
    return other instanceof Fingerprint that && hex.equals(that.hex);
  }

  @Override
  public int hashCode() {
    return hex.hashCode();
  }

  /** The 32 octets. */
  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  /** The first eight octets, {@code AB:CD:...}, for tables; never for a comparison that matters. */
  public String brief() {
    return toString().substring(0, SHORT);
  }

  /** {@code AB:CD:...}, as openssl prints it. */
  @Override
  public String toString() {
    return COLONS.formatHex(bytes());
  }
}
