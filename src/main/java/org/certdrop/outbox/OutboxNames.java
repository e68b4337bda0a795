package org.certdrop.outbox;

import java.util.regex.Pattern;

/** What the files of one party are called in the outbox; patterns for whole names. */
final class OutboxNames {
  private static final String ROTATION = "\\.chain-[0-9]+";

  private OutboxNames() {}

  /** A signature; its group {@code sidecar} is the name of what it signs. */
  static Pattern signature(String stem) {
    return Pattern.compile(signatureOf(stem));
  }

  private static String signatureOf(String stem) {
    return "(?<sidecar>" + Pattern.quote(stem) + "(?:" + ROTATION + ")?\\.json)(?:\\.old)?\\.p7s";
  }

  /** The certificate or the sidecar of a rotation. */
  static Pattern rotation(String stem) {
    return Pattern.compile(Pattern.quote(stem) + ROTATION + "\\.(?:pem|json)");
  }

  /** Any file of instructions. */
  static Pattern any(String stem) {
    return Pattern.compile(plainOf(stem) + "|" + signatureOf(stem));
  }

  /** Any file that certdrop makes of this party: instructions, the page to print, receipts. */
  static Pattern made(String stem) {
    return Pattern.compile(
        plainOf(stem)
            + "|"
            + signatureOf(stem)
            + "|"
            + Pattern.quote(stem)
            + "(?:\\.html|--to--[^.]+\\.receipt\\.json(?:\\.p7s)?)");
  }

  private static String plainOf(String stem) {
    return Pattern.quote(stem) + "(?:" + ROTATION + ")?\\.(?:pem|json|txt)";
  }

  /** A file that is being written; its group {@code name} is what it will be called. */
  static Pattern unfinished(String stem) {
    return Pattern.compile(
        "\\.(?<name>"
            + plainOf(stem)
            + "|"
            + signatureOf(stem)
            + ")\\.[0-9]{1,18}(?:-[0-9a-f]{1,8})?\\.tmp");
  }
}
