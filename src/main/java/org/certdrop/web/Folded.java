package org.certdrop.web;

/** What is on the page for those who ask for it: a line that opens. */
final class Folded {
  private Folded() {}

  /**
   * A heading under which the content is folded away.
   *
   * @param id of the fold, by which the page knows after a renewal which ones were open
   * @param open whether it is open at first, as where a filter looks for something in it
   */
  static Html of(String id, Html heading, Html content, boolean open) {
    Html html = new Html();
    if (open) {
      html.open("details", "id", id, "open", "");
    } else {
      html.open("details", "id", id);
    }
    return html.open("summary").add(heading).close("summary").add(content).close("details");
  }
}
