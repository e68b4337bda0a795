package org.certdrop.status;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.certdrop.json.StrictJson;

/**
 * What the health checks found.
 *
 * @param results of each check one, by name
 */
public record HealthReport(List<Result> results) {
  /** What is asked for. */
  public enum Aspect {
    /** Everything, the certificates of others included. */
    ALL,
    /** Whether the process does its work; if not, a restart may help. */
    LIVE,
    /** Whether drops are handled now. */
    READY
  }

  /**
   * What one check found.
   *
   * @param name the check
   * @param isUp whether nothing is wrong
   * @param message what is, if something is; else empty
   * @param details more about it, by what it concerns
   */
  public record Result(String name, boolean isUp, String message, Map<String, String> details) {
    /** Keeps a copy of the map. */
    public Result {
      details = Map.copyOf(details);
    }
  }

  /** Keeps a copy of the list. */
  public HealthReport {
    results = List.copyOf(results);
  }

  /** Whether nothing is wrong. */
  public boolean isUp() {
    return results.stream().allMatch(Result::isUp);
  }

  /** The report as one JSON document. */
  public ObjectNode toJson() {
    ObjectNode json = StrictJson.mapper().createObjectNode().put("status", word(isUp()));
    ArrayNode checks = json.putArray("checks");
    for (Result result : results) {
      ObjectNode check =
          checks.addObject().put("name", result.name()).put("status", word(result.isUp()));
      if (!result.message().isEmpty()) {
        check.put("message", result.message());
      }
      if (!result.details().isEmpty()) {
        ObjectNode details = check.putObject("details");
        new TreeMap<>(result.details()).forEach(details::put);
      }
    }
    return json;
  }

  private static String word(boolean isUp) {
    return isUp ? "UP" : "DOWN";
  }
}
