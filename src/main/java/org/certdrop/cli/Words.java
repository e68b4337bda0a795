package org.certdrop.cli;

import java.util.Locale;
import org.certdrop.registry.Verified;

/** What the registry's terms are called on a screen. */
final class Words {
  private Words() {}

  static String verified(Verified verified) {
    return verified.method() == Verified.Method.NONE
        ? "no"
        : "by " + verified.method().name().toLowerCase(Locale.ROOT);
  }

  static String parties(int count) {
    return count + (count == 1 ? " party" : " parties");
  }
}
