package org.certdrop.web;

/** A command to be typed; a browser with JavaScript puts a button beside it that copies it. */
final class Typed {
  private Typed() {}

  /** The command of these words. */
  static Html of(String words) {
    return line("./certdrop " + words);
  }

  /** A whole line of the shell, which need not be a command of certdrop. */
  static Html line(String command) {
    return new Html()
        .open("div", "class", "command")
        .open("pre")
        .add(PartyText.text(command))
        .close("pre")
        .close("div");
  }
}
