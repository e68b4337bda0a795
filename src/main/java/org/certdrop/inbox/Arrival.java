package org.certdrop.inbox;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.certdrop.submission.DropKind;
import org.certdrop.submission.Limits;
import org.certdrop.x509.Fingerprint;

/**
 * A file on a server, as it looked in a listing; one that was replaced is another.
 *
 * @param name its name in the folder that was listed, as the server gave it
 * @param size its length, in octets
 * @param modified the time of its last write, in milliseconds
 */
public record Arrival(String name, long size, long modified) {
  private static final Pattern KEY = Pattern.compile("(-?[0-9]{1,19}) (-?[0-9]{1,19}) (.+)");

  /** The longest name of a file on the usual disks, in octets. */
  private static final int LONGEST_NAME = 255;

  /**
   * What tells a file from all others: size, time and name.
   *
   * @return one line, of a name that {@link #problem} finds no fault with
   */
  public String key() {
    return size + " " + modified + " " + name;
  }

  /** The file that a key stands for, if it is one. */
  public static Optional<Arrival> parse(String key) {
    Matcher parts = KEY.matcher(key);
    try {
      return parts.matches()
          ? Optional.of(
              new Arrival(
                  parts.group(3), Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2))))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /**
   * The name in the inbox under which it is written, and ignored.
   *
   * @param tag tells whose notes it is in
   */
  String hiddenName(String tag) {
    return Arrivals.HIDDEN + tag + "-" + digest() + ".part";
  }

  /** What older versions of certdrop called it until it had its own name. */
  String untaggedName() {
    return Arrivals.HIDDEN + digest() + ".part";
  }

  private String digest() {
    return Fingerprint.of(key().getBytes(StandardCharsets.UTF_8)).hex();
  }

  /** Whether it is hidden, or its transfer to the server is not finished. */
  boolean isUnfinished() {
    return DropKind.of(name) == DropKind.IGNORED;
  }

  /**
   * Why it is left on the server; a clause without a full stop.
   *
   * @param plain whether the server says that it is a plain file
   */
  Optional<String> problem(boolean plain) {
    if (name.indexOf('/') >= 0 || name.codePoints().anyMatch(Arrival::isOdd)) {
      return Optional.of(
          "its name holds a slash, a backslash, an asterisk, a question mark, a control character"
              + " or octets that are not UTF-8");
    }
    if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
      return Optional.of("its name is too long");
    }
    if (DropKind.of(name) == DropKind.UNRECOGNISED) {
      return Optional.of(
          "its name is none of a certificate, a sidecar, a signature, a receipt or an archive");
    }
    if (!plain) {
      return Optional.of("it is no plain file");
    }
    int limit = Limits.of(name);
    return size > limit || size < 0
        ? Optional.of("it is larger than " + limit + " octets")
        : Optional.empty();
  }

  /** The protocol's client takes some characters for patterns, which might name another file. */
  private static boolean isOdd(int point) {
    return switch (point) {
      case '\\', '*', '?', '\ufffd' -> true;
      default ->
          Character.isISOControl(point)
              || point == '\u2028'
              || point == '\u2029'
              || Character.getType(point) == Character.SURROGATE;
    };
  }
}
