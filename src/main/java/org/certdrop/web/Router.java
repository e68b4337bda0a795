package org.certdrop.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.certdrop.json.StrictJson;
import org.certdrop.party.PartyId;
import org.certdrop.service.Insight;
import org.certdrop.status.Bulletin;
import org.certdrop.status.HealthReport;
import org.certdrop.status.HealthReport.Aspect;

/** Answers each path of the page, health and metrics. */
final class Router implements AutoCloseable {
  /** How long somebody waits for a page. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Response NOTHING =
      Response.page(404, "There is nothing at this path.", Map.of());

  static final String HTML = "text/html; charset=utf-8";

  private final Insight insight;
  private final Page page;
  private final Map<String, Response> files;
  private final Fresh<Bulletin> bulletins;
  private final Map<String, Fresh<Response>> health = new HashMap<>();
  private final Metrics metrics;
  private final Optional<Desk> desk;

  /**
   * The site of one service.
   *
   * @param desk where people act; empty if nothing can be done here
   */
  Router(Insight insight, Optional<Desk> desk) {
    this.insight = insight;
    this.desk = desk;
    this.page = new Page(insight.commands(), desk.isPresent());
    this.files =
        Map.of(
            "/page.css", Response.ok("text/css; charset=utf-8", Resource.read("page.css")),
            "/page.js", Response.ok("text/javascript; charset=utf-8", Resource.read("page.js")),
            "/icon.svg", Response.ok("image/svg+xml", Resource.read("icon.svg")));
    this.bulletins = fresh("certdrop-look", insight::bulletin);
    addHealth("/health", Aspect.ALL);
    addHealth("/health/live", Aspect.LIVE);
    addHealth("/health/ready", Aspect.READY);
    this.metrics = new Metrics(bulletins);
  }

  private void addHealth(String path, Aspect aspect) {
    health.put(path, fresh("certdrop-health", () -> answer(insight.health(aspect))));
  }

  private static Response answer(HealthReport report) throws JsonProcessingException {
    return Response.json(
        report.isUp() ? 200 : 503, StrictJson.mapper().writeValueAsString(report.toJson()));
  }

  private static <T> Fresh<T> fresh(String name, Callable<T> find) {
    return new Fresh<>(name, find, PATIENCE, System::nanoTime);
  }

  /**
   * What a path leads to that is none of health.
   *
   * @param query as it came; null if there is none
   * @param session that of the person who asks
   */
  Response get(String path, String query, Optional<Session> session) {
    try {
      return switch (path) {
        case "/" -> Response.ok(HTML, page.of(bulletin(session), Filter.ofQuery(query), session));
        case "/party" -> party(query, session);
        case Desk.SIGN_IN -> desk.map(open -> open.signIn(query)).orElse(NOTHING);
        case Sheet.PATH -> Sheet.of(insight::sheet);
        case Handouts.PATH -> desk.map(open -> open.handout(query, session)).orElse(NOTHING);
        case Rostering.MADE -> desk.map(open -> open.roster(query, session)).orElse(NOTHING);
        case "/metrics" ->
            Response.ok(Metrics.TYPE, metrics.text(bulletins.get(), insight.workload()));
        default -> files.getOrDefault(path, NOTHING);
      };
    } catch (UnavailableException e) {
      return Response.unavailable(path, e.getMessage(), 5);
    }
  }

  /** The bulletin for a browser: one made after its person's last act, so that it shows the act. */
  private Bulletin bulletin(Optional<Session> session) throws UnavailableException {
    Bulletin found = bulletins.get();
    return session.flatMap(Session::said).filter(said -> said.at().isAfter(found.at())).isPresent()
        ? bulletins.renewed()
        : found;
  }

  private Response party(String query, Optional<Session> session) throws UnavailableException {
    Optional<PartyId> party =
        Query.field(query, "id")
            .flatMap(id -> PartyId.isForm(id) ? Optional.of(new PartyId(id)) : Optional.empty());
    return session.isEmpty() || party.isEmpty()
        ? NOTHING
        : Response.ok(
            HTML,
            page.of(bulletin(session), party.get(), insight.refusals(party.get()), session.get()));
  }

  /** Where people act; empty if nothing can be done here. */
  Optional<Desk> desk() {
    return desk;
  }

  /**
   * What a path of health leads to: made once for all who ask within a second, so that an answer
   * costs nothing.
   */
  CompletableFuture<Response> health(String path) {
    Fresh<Response> answer = health.get(path);
    return answer == null
        ? CompletableFuture.completedFuture(NOTHING)
        : answer.ask().exceptionally(fault -> Response.unavailable(path, "", 5));
  }

  @Override
  public void close() {
    bulletins.close();
    health.values().forEach(Fresh::close);
    metrics.close();
  }
}
