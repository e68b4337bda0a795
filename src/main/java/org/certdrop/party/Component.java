package org.certdrop.party;

import java.util.Locale;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;

/** What a party of a federation is. */
public enum Component {
  /** Holds data and trains on it. */
  NODE("node_"),
  /** Defines and steers the experiment. */
  RESEARCHER("researcher_");

  private final String prefix;

  Component(String prefix) {
    this.prefix = prefix;
  }

  /**
   * Reads a component's name, in any letter case.
   *
   * @param text the name
   * @return the component, or why the text names none
   */
  public static Parsed<Component> parse(String text) {
    for (Component component : values()) {
      // Not equalsIgnoreCase: that one compares upper case too, in which a long s is an S.
      if (component.prefix().equals(text.toLowerCase(Locale.ROOT) + "_")) {
        return Parsed.good(component);
      }
    }
    return Parsed.bad(
        "component is " + Printable.quoted(text) + ", neither NODE nor RESEARCHER.",
        "Write \"NODE\" or \"RESEARCHER\", or leave the field out: the party id says it too.");
  }

  /** The prefix of such a party's id as Fed-BioMed 4 writes it, such as {@code node_}. */
  public String prefix() {
    return prefix;
  }
}
