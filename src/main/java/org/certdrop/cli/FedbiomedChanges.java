package org.certdrop.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.certdrop.export.Change;
import org.certdrop.export.FedbiomedOutcome;
import org.certdrop.json.StrictJson;
import org.certdrop.text.Printable;
import org.certdrop.x509.Fingerprint;

/** What an export did to a database, or would do, on a screen and as JSON. */
final class FedbiomedChanges {
  private static final int SHOWN = 60;

  private final FedbiomedOutcome done;
  private final boolean dryRun;

  FedbiomedChanges(FedbiomedOutcome done, boolean dryRun) {
    this.done = done;
    this.dryRun = dryRun;
  }

  /** One line a document, and one a field that is changed. */
  void print(PrintWriter out) {
    for (Change change : done.changes()) {
      out.println(
          change.word()
              + ": "
              + Printable.excerpt(change.party(), SHOWN)
              + " in document "
              + change.document());
      for (Change.Field field : fields(change)) {
        String before = field.before().orElse("none");
        out.println("  " + field.name() + ": " + before + " -> " + field.after().orElse("none"));
      }
    }
    if (done.changes().isEmpty()) {
      out.println("Nothing to change.");
    }
    done.backup().ifPresent(file -> out.println("backup: " + Printable.of(file.toString())));
    if (done.restart() && !dryRun) {
      out.println(
          "Restart the Fed-BioMed node: it reads the researcher's certificate at its start.");
    }
    if (dryRun) {
      out.println("Nothing was written (--dry-run).");
    }
  }

  /** Why documents were left alone, and what to do; what else should trouble the operator. */
  void explain(PrintWriter err) {
    ExportCommand.warn(err, done.warnings());
    if (!done.inTheWay().isEmpty()) {
      err.println("certdrop: " + done.problem().orElseThrow());
    }
    for (Change.LeftAlone left : done.leftAlone()) {
      err.println(
          "certdrop: "
              + left.party()
              + " is left alone: document "
              + left.document()
              + " of the database, which certdrop did not make, holds "
              + left.found().map(sha256 -> "the certificate " + sha256).orElse("no certificate")
              + "; registered here is "
              + left.registered()
              + ".");
      err.println(
          "  Compare both fingerprints with the site over a known phone number. If the registered one"
              + " is right, delete that document by Fed-BioMed's `certificate delete`, then export"
              + " again.");
    }
  }

  /** All of it as one JSON document. */
  ObjectNode json() {
    ObjectNode json = StrictJson.mapper().createObjectNode();
    json.put("database", done.database().toString()).put("dry_run", dryRun);
    ArrayNode rows = json.putArray("changes");
    for (Change change : done.changes()) {
      ObjectNode row = rows.addObject();
      row.put("change", change.word().replace(' ', '-'));
      row.put("party_id", change.party()).put("document", change.document());
      for (Change.Field field : fields(change)) {
        ObjectNode one = row.withArray("fields").addObject();
        one.put("field", field.name());
        one.put("old", field.before().orElse(null)).put("new", field.after().orElse(null));
      }
      if (change instanceof Change.InTheWay one) {
        row.put("reason", one.reason());
      }
      if (change instanceof Change.LeftAlone left) {
        row.put("found", left.found().map(Fingerprint::toString).orElse(null));
        row.put("registered", left.registered().toString());
      }
    }
    json.put("restart", done.restart());
    json.put("backup", done.backup().map(Path::toString).orElse(null));
    return json;
  }

  private static List<Change.Field> fields(Change change) {
    return change instanceof Change.Updated updated ? updated.fields() : List.of();
  }
}
