package org.certdrop.web;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.certdrop.status.Bulletin;
import org.certdrop.trust.Readiness;

/** What keeps the experiment from beginning, and what to do; and what is worth knowing. */
final class MissingSection {
  private static final int MOST = 50;

  private MissingSection() {}

  static Html of(Bulletin bulletin, Filter filter) {
    List<Readiness.Shortcoming> missing =
        bulletin.readiness().map(Readiness::shortcomings).orElse(List.of());
    List<Readiness.Notice> notices = bulletin.readiness().map(Readiness::notices).orElse(List.of());
    Html html = new Html();
    html.open("section", "aria-labelledby", "missing");
    html.element("h2", "What is missing", "id", "missing");
    if (missing.isEmpty() && bulletin.readiness().isPresent()) {
      html.element("p", "Nothing.", "class", "nothing");
    }
    html.add(
        list(missing.stream().map(one -> new Item(one.message(), one.hint())).toList(), filter));
    List<Item> besides = besides(missing, bulletin);
    if (!besides.isEmpty()) {
      html.element("h3", "Judged strictly, besides").add(list(besides, filter));
    }
    if (!notices.isEmpty()) {
      html.element("h3", "Good to know");
      html.add(
          list(notices.stream().map(one -> new Item(one.message(), one.hint())).toList(), filter));
    }
    return html.close("section");
  }

  private record Item(String message, String hint) {}

  private static List<Item> besides(List<Readiness.Shortcoming> missing, Bulletin bulletin) {
    Set<Readiness.Shortcoming> known = new HashSet<>(missing);
    return bulletin.strict().map(Readiness::shortcomings).orElse(List.of()).stream()
        .filter(one -> !known.contains(one))
        .map(one -> new Item(one.message(), one.hint()))
        .toList();
  }

  private static Html list(List<Item> items, Filter filter) {
    if (items.isEmpty()) {
      return new Html();
    }
    Excerpt<Item> shown =
        Excerpt.of(items, MOST, item -> filter.shows(item.message(), item.hint()));
    Html html = new Html();
    if (!shown.rows().isEmpty()) {
      html.open("ul", "class", "items");
      for (Item item : shown.rows()) {
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
