package org.certdrop.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.certdrop.json.StrictJson;
import org.certdrop.service.Insight;
import org.certdrop.status.Bulletin;
import org.certdrop.status.HealthReport;
import org.certdrop.status.HealthReport.Aspect;

/** What is to be seen at which path. */
final class Site implements AutoCloseable {
  /** How long somebody waits for a page. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final String HTML = "text/html; charset=utf-8";

  private final Insight insight;
  private final Page page;
  private final Map<String, Response> files;
  private final Fresh<Bulletin> bulletins;
  private final Map<Aspect, Fresh<HealthReport>> health = new EnumMap<>(Aspect.class);
  private final Metrics metrics;

  /** The site of one service. */
  Site(Insight insight) {
    this.insight = insight;
    this.page = new Page(insight.commands());
    this.files =
        Map.of(
            "/page.css", Response.ok("text/css; charset=utf-8", Resource.read("page.css")),
            "/page.js", Response.ok("text/javascript; charset=utf-8", Resource.read("page.js")),
            "/icon.svg", Response.ok("image/svg+xml", Resource.read("icon.svg")));
    this.bulletins = fresh("certdrop-look", insight::bulletin);
    for (Aspect aspect : Aspect.values()) {
      health.put(aspect, fresh("certdrop-health", () -> insight.health(aspect)));
    }
    this.metrics = new Metrics(bulletins);
  }

  private static <T> Fresh<T> fresh(String name, Callable<T> find) {
    return new Fresh<>(name, find, PATIENCE, System::nanoTime);
  }

  /**
   * What a path leads to.
   *
   * @param query as it came; null if there is none
   */
  Response get(String path, String query) {
    try {
      return switch (path) {
        case "/" -> Response.ok(HTML, page.of(bulletins.get(), Filter.ofQuery(query)));
        case "/metrics" ->
            Response.ok(Metrics.TYPE, metrics.text(bulletins.get(), insight.workload()));
        case "/health" -> health(Aspect.ALL);
        case "/health/live" -> health(Aspect.LIVE);
        case "/health/ready" -> health(Aspect.READY);
        default ->
            files.getOrDefault(
                path, Response.text(404, "There is nothing at this path.", Map.of()));
      };
    } catch (UnavailableException e) {
      return Response.unavailable(path, e.getMessage(), 5);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private Response health(Aspect aspect) throws UnavailableException, JsonProcessingException {
    HealthReport report = health.get(aspect).get();
    return Response.json(
        report.isUp() ? 200 : 503, StrictJson.mapper().writeValueAsString(report.toJson()));
  }

  @Override
  public void close() {
    bulletins.close();
    health.values().forEach(Fresh::close);
    metrics.close();
  }
}
