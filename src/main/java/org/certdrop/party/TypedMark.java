package org.certdrop.party;

import java.util.Optional;
import java.util.regex.Pattern;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;
import org.certdrop.x509.Fingerprint;

/**
 * What somebody typed for a {@link Mark}.
 *
 * @param typed the text as it was typed
 * @param plain the same without what people put between groups
 */
record TypedMark(String typed, String plain) {
  private static final int PAIR_DIGITS = 60;
  private static final int SHA1_DIGITS = 40;
  private static final Pattern SEPARATORS = Pattern.compile("[\\s\\p{Z}\\p{Pd}.,:;/|_]+");
  private static final Pattern DECIMAL = Pattern.compile("[0-9]+");
  private static final Pattern HEXADECIMAL = Pattern.compile("[0-9A-Fa-f]+");
  private static final String ASK =
      "Ask the other site to read out the six groups of five digits that its screen shows for its"
          + " own party.";

  TypedMark(String typed) {
    this(typed, SEPARATORS.matcher(typed).replaceAll(""));
  }

  Parsed<Mark> read() {
    Optional<Fingerprint> fingerprint = Fingerprint.parse(plain);
    if (fingerprint.isPresent()) {
      return Parsed.good(new Mark.OfFingerprint(fingerprint.get()));
    }
    return Number.parse(typed) instanceof Parsed.Good<Number> number
        ? Parsed.good(new Mark.OfNumber(number.value()))
        : problem(Printable.quoted(typed.strip()));
  }

  private Parsed<Mark> problem(String seen) {
    if (DECIMAL.matcher(plain).matches()) {
      return plain.length() == PAIR_DIGITS
          ? Parsed.bad(
              seen + " is 60 digits: the numbers of both parties.",
              "Type the 30 digits of the other party alone, as the person there reads them out.")
          : Parsed.bad(seen + " has " + plain.length() + " digits; a number has 30.", ASK);
    }
    return HEXADECIMAL.matcher(plain).matches()
        ? hexadecimal(seen)
        : Parsed.bad(seen + " is neither a number of 30 digits nor a SHA-256 fingerprint.", ASK);
  }

  private Parsed<Mark> hexadecimal(String seen) {
    return Parsed.bad(
        seen
            + " has "
            + plain.length()
            + " hexadecimal digits; a SHA-256 fingerprint has 64"
            + (plain.length() == SHA1_DIGITS ? ", one by SHA-1, which does not count, 40." : "."),
        ASK);
  }
}
