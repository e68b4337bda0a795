package org.certdrop.web;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.certdrop.status.Bulletin;
import org.certdrop.text.Problem;
import org.certdrop.trust.Readiness;

/** What keeps the experiment from beginning, and what to do; and what is worth knowing. */
final class MissingSection {
  private static final int MOST = 50;

  private MissingSection() {}

  static Html of(Bulletin bulletin, Filter filter) {
    List<Problem> missing = bulletin.readiness().map(Readiness::shortcomings).orElse(List.of());
    List<Problem> notices = bulletin.readiness().map(Readiness::notices).orElse(List.of());
    Html html = new Html();
    html.open("section", "aria-labelledby", "missing");
    html.element("h2", "What is missing", "id", "missing");
    if (missing.isEmpty() && bulletin.readiness().isPresent()) {
      html.element("p", "Nothing.", "class", "nothing");
    }
    html.add(list(missing, filter));
    List<Problem> besides = besides(missing, bulletin);
    if (!besides.isEmpty()) {
      html.element("h3", "Judged strictly, besides").add(list(besides, filter));
    }
    if (!notices.isEmpty()) {
      html.element("h3", "Good to know");
      html.add(list(notices, filter));
    }
    return html.close("section");
  }

  private static List<Problem> besides(List<Problem> missing, Bulletin bulletin) {
    Set<Problem> known = new HashSet<>(missing);
    return bulletin.strict().map(Readiness::shortcomings).orElse(List.of()).stream()
        .filter(one -> !known.contains(one))
        .toList();
  }

  private static Html list(List<Problem> items, Filter filter) {
    if (items.isEmpty()) {
      return new Html();
    }
    Excerpt<Problem> shown =
        Excerpt.of(items, MOST, item -> filter.shows(item.message(), item.hint()));
    Html html = new Html();
    if (!shown.rows().isEmpty()) {
      html.open("ul", "class", "items");
      for (Problem item : shown.rows()) {
        html.open("li")
            .element("p", item.message())
            .element("p", item.hint(), "class", "hint")
            .close("li");
      }
      html.close("ul");
    }
    return html.add(shown.rest());
  }
}
