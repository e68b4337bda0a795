package org.certdrop.status;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.certdrop.home.Faults;
import org.certdrop.home.Federation;
import org.certdrop.identity.OwnParty;
import org.certdrop.inbox.Leftover;
import org.certdrop.json.StrictJson;
import org.certdrop.party.Endpoint;
import org.certdrop.party.Topology;
import org.certdrop.registration.RegistryView;
import org.certdrop.text.Timestamps;

/** The document of {@code status --json} (SPEC section 8). */
final class StatusJson {
  private StatusJson() {}

  static ObjectNode of(StatusReport report) {
    ObjectNode json = StrictJson.mapper().createObjectNode();
    Unseen unseen = report.unseen();
    json.set(
        "waiting", unseen.isAny(Unseen.INBOX, Unseen.WAITING) ? null : waiting(report.waiting()));
    if (unseen.isAny(Unseen.INBOX)) {
      json.putNull("unrecognised");
    } else {
      ArrayNode names = json.putArray("unrecognised");
      report.unrecognised().stream().map(Leftover::name).forEach(names::add);
    }
    json.putObject("left_out")
        .put("waiting", report.moreWaiting())
        .put("unrecognised", report.moreUnrecognised());
    if (unseen.isAny(Unseen.VERDICTS)) {
      json.putNull("verdicts");
    } else {
      json.putArray("verdicts").addAll(report.verdicts());
    }
    json.set("own", report.own().map(own -> own(own, report)).orElse(null));
    json.set("registry", report.registry().map(StatusJson::registry).orElse(null));
    json.set(
        "service",
        report
            .service()
            .map(
                since ->
                    StrictJson.mapper().createObjectNode().put("since", Timestamps.millis(since)))
            .orElse(null));
    json.set("faults", faults(report.faults()));
    json.set("warnings", faults(report.warnings()));
    json.set("notices", faults(report.notices()));
    unseen.parts().stream().sorted().forEach(json.putArray("unseen")::add);
    return json;
  }

  private static ArrayNode waiting(List<Waiting> drops) {
    ArrayNode rows = StrictJson.mapper().createArrayNode();
    for (Waiting drop : drops) {
      ObjectNode row = rows.addObject();
      drop.files().forEach(row.putArray("files")::add);
      row.put("reason", drop.reason()).put("since", Timestamps.millis(drop.since()));
    }
    return rows;
  }

  private static ArrayNode faults(List<Faults.Fault> faults) {
    ArrayNode rows = StrictJson.mapper().createArrayNode();
    for (Faults.Fault fault : faults) {
      rows.addObject()
          .put("where", fault.where())
          .put("message", fault.message())
          .put("since", Timestamps.millis(fault.since()));
    }
    return rows;
  }

  private static ObjectNode own(OwnParty own, StatusReport report) {
    Optional<Federation> federation = report.federation();
    ObjectNode json = StrictJson.mapper().createObjectNode();
    json.put("party_id", own.id().value());
    report.aliases().of(own.id()).ifPresent(alias -> json.put("alias", alias));
    json.put("component", own.component().name());
    json.put("topology", federation.map(Federation::topology).map(Topology::toString).orElse(null));
    json.put("topology_from", federation.map(Federation::topologyFrom).orElse(null));
    json.put("ip", own.endpoint().map(Endpoint::ip).map(Object::toString).orElse(null));
    json.put("port", own.endpoint().map(Endpoint::port).orElse(null));
    json.put("sha256", own.certificate().fingerprint().toString());
    json.put("not_before", Timestamps.seconds(own.certificate().notBefore()));
    json.put("not_after", Timestamps.seconds(own.certificate().notAfter()));
    json.put("private_key", own.privateKey().isPresent());
    json.put("source", report.ownSource().map(Path::toString).orElse(null));
    return json;
  }

  private static ObjectNode registry(RegistryView registry) {
    return StrictJson.mapper()
        .createObjectNode()
        .put("active", registry.active().size())
        .put("pending", registry.pending().size())
        .put("removed", registry.removed().size());
  }
}
