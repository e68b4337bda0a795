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
  private static final int WITH_COLONS = 95;
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
    Optional<String> written = withoutColons(text);
    if (written.isPresent()) {
      return written.filter(Fingerprint::isPlain).map(Fingerprint::new);
    }
    if (text.length() > 200) {
      return Optional.empty();
    }
    String plain = text.replaceAll("[: \\t]", "").toLowerCase(Locale.ROOT);
    return isPlain(plain) ? Optional.of(new Fingerprint(plain)) : Optional.empty();
  }

  /** Of what {@link #toString} writes, which a registry has once for each party. */
  private static Optional<String> withoutColons(String text) {
    if (text.length() != WITH_COLONS) {
      return Optional.empty();
    }
    StringBuilder hex = new StringBuilder(DIGITS);
    for (int i = 0; i < WITH_COLONS; i++) {
      char c = text.charAt(i);
      if (i % 3 < 2) {
        hex.append(c >= 'A' && c <= 'F' ? (char) (c - 'A' + 'a') : c);
      } else if (c != ':') {
        return Optional.empty();
      }
    }
    return Optional.of(hex.toString());
  }

  // What records have by themselves is put together again at each start, which takes longer than
  // all of its use.
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
