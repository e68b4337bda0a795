package org.certdrop.web;

/** A command to be typed; a browser with JavaScript puts a button beside it that copies it. */
final class Typed {
  private Typed() {}

  /** The command of these words. */
  static Html of(String words) {
    return new Html()
        .open("div", "class", "command")
        .open("pre")
        .text("./certdrop ")
        .add(PartyText.text(words))
        .close("pre")
        .close("div");
  }
}
