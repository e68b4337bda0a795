package org.certdrop.party;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;
import org.certdrop.x509.Fingerprint;

/**
 * The 30 digits by which people compare whose certificate it is: they stand for a party id and its
 * certificate together, are read out by telephone and typed (SPEC section 9).
 *
 * @param digits 30 ASCII digits
 */
@SuppressWarnings("JavaLangClash") // the word that people see, and no number is counted with here
public record Number(String digits) {
  private static final byte[] DOMAIN = "certdrop-number-v1".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ZERO = {0};
  private static final int GROUPS = 6;
  private static final int GROUP_DIGITS = 5;
  private static final int GROUP_OCTETS = 5;
  private static final long GROUP_MODULUS = 100_000;

  private static final Pattern PLAIN = Pattern.compile("[0-9]{30}");

  /** What people put between groups: white space, hyphens and dashes, dots, commas and the like. */
  private static final Pattern SEPARATORS =
      Pattern.compile("[\\s\\p{Z}\\p{Pd}.,:;/|_\u00b7\u2022]+");

  /** Longer than any 30 digits with separators that somebody types. */
  private static final int MAX_TYPED = 200;

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException if it is not 30 digits; use {@link #parse} for what was typed
   */
  public Number {
    if (!PLAIN.matcher(digits).matches()) {
      throw new IllegalArgumentException("not 30 digits");
    }
  }

  /**
   * The number of a party's certificate: six groups of five digits, group i being octets 5i to 5i+4
   * of SHA-256("certdrop-number-v1", 0, party id, 0, fingerprint), big-endian, modulo 100000.
   *
   * @param party the party's id; it counts as it is written, letter case included
   * @param certificate the fingerprint of its certificate
   */
  public static Number of(PartyId party, Fingerprint certificate) {
    byte[] digest = digest(party, certificate);
    StringBuilder digits = new StringBuilder();
    for (int group = 0; group < GROUPS; group++) {
      digits.append(group(digest, group * GROUP_OCTETS));
    }
    return new Number(digits.toString());
  }

  private static byte[] digest(PartyId party, Fingerprint certificate) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(DOMAIN);
      sha256.update(ZERO);
      sha256.update(party.value().getBytes(StandardCharsets.UTF_8));
      sha256.update(ZERO);
      return sha256.digest(certificate.bytes());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String group(byte[] digest, int offset) {
    byte[] octets = new byte[Long.BYTES];
    System.arraycopy(digest, offset, octets, Long.BYTES - GROUP_OCTETS, GROUP_OCTETS);
    return String.format(Locale.ROOT, "%05d", ByteBuffer.wrap(octets).getLong() % GROUP_MODULUS);
  }

  /**
   * Reads what somebody typed.
   *
   * @param typed 30 digits; between them white space, hyphens, dots and other usual separators
   * @return the number, or why the text is none
   */
  public static Parsed<Number> parse(String typed) {
    String plain = typed.length() > MAX_TYPED ? "" : SEPARATORS.matcher(typed).replaceAll("");
    return PLAIN.matcher(plain).matches()
        ? Parsed.good(new Number(plain))
        : Parsed.bad(
            "The number is " + Printable.quoted(typed) + ", which is not 30 digits.",
            "Type the six groups of five digits that the other site reads out, in quotation marks"
                + " if there are spaces between them.");
  }

  /**
   * What both sites of a pair see: two lines, each one party's number, in the order of the party
   * ids by code point. The order of the arguments does not matter.
   */
  public static String pair(PartyId one, Fingerprint ofOne, PartyId other, Fingerprint ofOther) {
    Number first = of(one, ofOne);
    Number second = of(other, ofOther);
    // Ids are ASCII, and so the order of chars is that of code points.
    return one.value().compareTo(other.value()) <= 0
        ? first + "\n" + second
        : second + "\n" + first;
  }

  /** Six groups of five digits: {@code 89086 82857 57088 71234 40010 93259}. */
  @Override
  public String toString() {
    List<String> groups = new ArrayList<>();
    for (int i = 0; i < digits.length(); i += GROUP_DIGITS) {
      groups.add(digits.substring(i, i + GROUP_DIGITS));
    }
    return String.join(" ", groups);
  }
}
