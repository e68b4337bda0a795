package org.certdrop.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.certdrop.json.StrictJson;
import org.certdrop.service.Insight;
import org.certdrop.status.Bulletin;
import org.certdrop.status.HealthReport;
import org.certdrop.status.HealthReport.Aspect;

/** Answers each path of the page, health and metrics. */
final class Router implements AutoCloseable {
  /** How long somebody waits for a page. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Response NOTHING =
      Response.text(404, "There is nothing at this path.", Map.of());

  private static final String HTML = "text/html; charset=utf-8";

  private final Insight insight;
  private final Page page;
  private final Map<String, Response> files;
  private final Fresh<Bulletin> bulletins;
  private final Map<String, Fresh<Response>> health = new HashMap<>();
  private final Metrics metrics;

  /** The site of one service. */
  Router(Insight insight) {
    this.insight = insight;
    this.page = new Page(insight.commands());
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
   */
  Response get(String path, String query) {
    try {
      return switch (path) {
        case "/" -> Response.ok(HTML, page.of(bulletins.get(), Filter.ofQuery(query)));
        case "/metrics" ->
            Response.ok(Metrics.TYPE, metrics.text(bulletins.get(), insight.workload()));
        default -> files.getOrDefault(path, NOTHING);
      };
    } catch (UnavailableException e) {
      return Response.unavailable(path, e.getMessage(), 5);
    }
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
