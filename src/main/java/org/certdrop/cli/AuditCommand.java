package org.certdrop.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.certdrop.home.Identities;
import org.certdrop.home.Registries;
import org.certdrop.json.StrictJson;
import org.certdrop.registry.Audit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code certdrop audit}: are the registry's files what certdrop wrote? */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    header = "Verify the registry and its journal.",
    description =
        "Verifies the journal's chain of hashes, and that registry.json is the journal "
            + "folded. Changes nothing; the service may run meanwhile.",
    footer = {
      "",
      "EXIT CODES",
      "  0  all fits",
      "  1  something does not; the first bad line is named",
      "  2  wrong usage",
      "",
      "EXAMPLES",
      "  certdrop audit",
      "  certdrop audit --json"
    })
final class AuditCommand implements Callable<Integer> {
  @Mixin private HomeOption home;
  @Mixin private JsonOption json;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Audit audit =
        Audit.of(
            Registries.of(home.home()),
            Identities.existing(home.home(), Clock.systemUTC()).map(own -> own.id()));
    ObjectNode document = StrictJson.mapper().createObjectNode();
    if (audit instanceof Audit.Unsound unsound) {
      document.put("sound", false);
      document.put("file", unsound.damage().file());
      document.put("line", unsound.damage().line());
      document.put("problem", unsound.damage().problem());
      document.put("hint", unsound.damage().hint());
      print(document, "registry-corrupted: " + unsound.damage());
      return Certdrop.FAILED;
    }
    Audit.Sound sound = (Audit.Sound) audit;
    document.put("sound", true).put("seq", sound.seq()).put("head", sound.head());
    document.put("active", sound.active()).put("pending", sound.pending());
    document.put("removed", sound.removed()).put("torn_bytes", sound.tornBytes());
    print(document, text(sound));
    return Certdrop.DONE;
  }

  private static String text(Audit.Sound sound) {
    return "sound: "
        + sound.seq()
        + " journal lines, "
        + sound.active()
        + " active, "
        + sound.pending()
        + " pending, "
        + sound.removed()
        + " removed"
        + (sound.tornBytes() == 0
            ? ""
            : "; a torn last line of "
                + sound.tornBytes()
                + " bytes will be cut at the next start");
  }

  private void print(ObjectNode document, String text) throws Exception {
    if (json.isSet()) {
      JsonOption.print(spec, document);
    } else {
      Streams.out(spec).println(text);
    }
  }
}
