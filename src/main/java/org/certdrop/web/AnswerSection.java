package org.certdrop.web;

import java.util.Optional;
import org.certdrop.registration.RegistryView;
import org.certdrop.status.Bulletin;
import org.certdrop.status.StatusReport;
import org.certdrop.status.Unseen;
import org.certdrop.trust.Readiness;

/** Whether the experiment may begin, and how many parties, drops and faults there are. */
final class AnswerSection {
  private AnswerSection() {}

  static Html of(Bulletin bulletin) {
    Html html = new Html();
    html.open("section", "class", "card answer", "aria-labelledby", "answer");
    html.element("h2", "May the experiment begin?", "id", "answer");
    bulletin
        .readiness()
        .ifPresentOrElse(
            readiness -> {
              html.add(verdict(readiness, bulletin.strict()));
              bulletin.strict().ifPresent(strict -> html.add(strictly(strict, readiness)));
            },
            () ->
                html.open("p", "class", "verdict")
                    .add(Badge.BAD.on("Nobody knows"))
                    .close("p")
                    .element("p", "One of the lists in etc cannot be used; the faults say why."));
    return html.add(counts(bulletin.status())).close("section");
  }

  private static Html verdict(Readiness readiness, Optional<Readiness> strict) {
    Html html = new Html().open("p", "class", "verdict");
    if (readiness.isReady()) {
      return html.add(
              strict.map(Readiness::isReady).orElse(true)
                  ? Badge.GOOD.on("Ready")
                  : Badge.FAIR.on("Ready, but not by the strict test"))
          .close("p")
          .element("p", "Every expected party is registered, valid, and not in doubt.");
    }
    return html.add(Badge.BAD.on("Not ready"))
        .close("p")
        .open("p")
        .inline(
            "a",
            readiness.shortcomings().size() + " " + things(readiness.shortcomings().size()),
            "href",
            "#missing")
        .text(".")
        .close("p");
  }

  private static Html strictly(Readiness strict, Readiness readiness) {
    int more = strict.shortcomings().size() - readiness.shortcomings().size();
    Html html = new Html().open("p", "class", "strict").text("By the strict test: ");
    if (strict.isReady()) {
      return html.add(Badge.GOOD.on("ready"))
          .text(", every certificate is compared, and ours acknowledged.")
          .close("p");
    }
    html.add(Badge.FAIR.on("not ready"));
    if (more > 0) {
      html.text(", ").inline("a", more + " more " + things(more), "href", "#strict");
    }
    return html.text(".").close("p");
  }

  private static String things(int count) {
    return count == 1 ? "thing is missing" : "things are missing";
  }

  private static Html counts(StatusReport status) {
    Optional<RegistryView> registry = status.registry();
    Optional<Integer> waiting =
        status.unseen().isAny(Unseen.INBOX, Unseen.WAITING)
            ? Optional.empty()
            : Optional.of(status.waiting().size() + status.moreWaiting());
    Html html = new Html().open("ul", "class", "counts");
    count(html, "#parties", registry.map(view -> view.active().size()), "registered");
    count(html, "#missing", registry.map(view -> view.pending().size()), "to be confirmed");
    count(
        html,
        "#files",
        waiting,
        waiting.filter(Integer.valueOf(1)::equals).isPresent() ? "drop waits" : "drops wait");
    count(
        html,
        "#faults",
        Optional.of(status.faults().size()),
        status.faults().size() == 1 ? "fault" : "faults");
    return html.close("ul");
  }

  private static void count(Html html, String target, Optional<Integer> count, String what) {
    Html words =
        new Html()
            .inline("strong", count.map(Object::toString).orElse("unknown"))
            .text((count.isPresent() ? " " : ": ") + what);
    html.open("li");
    if (count.filter(Integer.valueOf(0)::equals).isPresent()) {
      html.open("span").add(words).end("span"); // there is nothing to go to
    } else {
      html.open("a", "href", target).add(words).end("a");
    }
    html.close("li");
  }
}
