package org.certdrop.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.certdrop.home.Federation;
import org.certdrop.home.Home;
import org.certdrop.home.HomeSetup;
import org.certdrop.identity.FedbiomedCommands;
import org.certdrop.identity.FedbiomedConfig;
import org.certdrop.json.StrictJson;
import org.certdrop.party.Endpoint;
import org.certdrop.party.PartyId;
import org.certdrop.terminal.Screen;
import org.certdrop.terminal.Tone;
import org.certdrop.text.Printable;

/** What set-up made and found, and what is to be done next: for people and for programs. */
final class SetupReport {
  private static final String WARNING = "warning:";
  private static final Path SERVICE = Path.of("/var/lib/certdrop");

  private final HomeSetup.Made made;
  private final Home home;
  private final Federation federation;

  SetupReport(HomeSetup.Made made) {
    this.made = made;
    this.home = made.home();
    this.federation = made.settings().federation();
  }

  /** Prints it. */
  void print(Screen screen) {
    screen.println("made: " + shown(home.directory()), "made:", Tone.GOOD);
    line(screen, "party", party());
    made.settings().own().endpoint().ifPresent(at -> line(screen, "address", at.toString()));
    line(screen, "topology", federation.topology() + ", by " + federation.topologyFrom());
    if (federation.config().isEmpty()) {
      line(screen, "certificate", "made by the first start, in " + shown(home.identity()));
    }
    federation.config().ifPresent(config -> print(config, screen));
    screen.println("next:");
    next().forEach(step -> screen.println("  " + step));
    made.settings()
        .own()
        .endpoint()
        .filter(at -> at.ip().isLoopback())
        .ifPresent(at -> screen.println(loopback(at), WARNING, Tone.FAIR));
  }

  private void print(FedbiomedConfig config, Screen screen) {
    line(
        screen,
        "Fed-BioMed",
        config.deployment().profile().versions() + ", by " + config.shownFile());
    line(
        screen,
        "mutual authentication",
        config.deployment().mutualAuthentication().map(on -> on ? "on" : "off").orElse("not set"));
    line(
        screen,
        "database",
        config.deployment().database().map(this::database).orElse("none named"));
  }

  private String database(Path database) {
    return shown(database)
        + federation
            .commandFor(database)
            .map(command -> ", which Fed-BioMed has not made yet; this makes it: " + command)
            .orElse("");
  }

  private static void line(Screen screen, String label, String text) {
    screen.println("  " + label + ": ", text, "", Tone.NONE);
  }

  private String party() {
    return made.settings()
        .own()
        .partyId()
        .map(id -> id + ", a " + id.component())
        .orElseGet(() -> "a " + federation.component() + "; the first start makes its id");
  }

  private String loopback(Endpoint at) {
    return WARNING
        + " only this computer reaches "
        + at
        + ": before the first start, set certdrop.ip and certdrop.port in "
        + shown(home.properties());
  }

  /** The steps, in their order. */
  private List<String> next() {
    String there = " --home " + FedbiomedCommands.quoted(home.toString());
    List<String> steps = new ArrayList<>();
    federation
        .config()
        .flatMap(config -> config.deployment().database())
        .flatMap(federation::commandFor)
        .ifPresent(steps::add);
    federation
        .config()
        .filter(config -> config.deployment().database().isEmpty())
        .ifPresent(config -> steps.add(databaseToName(config)));
    steps.add(
        isService()
            ? "Make it a service: docs/service.md goes on with step 3."
            : "./certdrop run" + there);
    steps.add(
        "Send what lies in " + shown(home.registration()) + " to " + federation.others() + ".");
    steps.add("Drop what they send into " + shown(home.inbox()) + ".");
    steps.add(
        "Compare numbers by phone: ./certdrop number"
            + there
            + " PARTY, then ./certdrop confirm"
            + there
            + " PARTY NUMBER");
    if (federation.isStar()) {
      steps.add(
          "Only a party that was confirmed is exported to Fed-BioMed: its certificate opens a door.");
    }
    steps.add("./certdrop ready" + there);
    return steps;
  }

  /** Whether it lies where a service's home does, whose user still has to get it. */
  private boolean isService() {
    return home.directory().equals(SERVICE);
  }

  /** Before 5.4 Fed-BioMed finds its database by its id, and no configuration names it. */
  private String databaseToName(FedbiomedConfig config) {
    String file = "var/db_" + made.settings().own().partyId().map(PartyId::value).orElse("ID");
    return "Set certdrop.export.fedbiomed.db in "
        + shown(home.properties())
        + " to the component's database, mostly "
        + shown(config.directory().resolve(file + ".json"))
        + ": its configuration names none, and without it nothing is exported.";
  }

  /** It as one JSON document. */
  ObjectNode document() {
    ObjectNode document = StrictJson.mapper().createObjectNode();
    document.put("home", home.toString());
    ObjectNode set = document.putObject("set");
    made.set().forEach((setting, value) -> set.put(setting.key(), value));
    document.put("party_id", made.settings().own().partyId().map(PartyId::value).orElse(null));
    document.put("component", federation.component().name());
    Optional<Endpoint> endpoint = made.settings().own().endpoint();
    document.put("endpoint", endpoint.map(Endpoint::toString).orElse(null));
    document.put("topology", federation.topology().toString());
    document.put("topology_from", federation.topologyFrom());
    document.set("fedbiomed", federation.config().map(this::fedbiomed).orElse(null));
    ArrayNode next = document.putArray("next");
    next().forEach(next::add);
    return document;
  }

  private ObjectNode fedbiomed(FedbiomedConfig config) {
    ObjectNode found = StrictJson.mapper().createObjectNode();
    Optional<Path> database = config.deployment().database();
    found.put("config", config.file().toString());
    found.put("profile", config.deployment().profile().label());
    found.put("versions", config.deployment().profile().versions());
    found.put("mutual_authentication", config.deployment().mutualAuthentication().orElse(null));
    found.put("database", database.map(Path::toString).orElse(null));
    found.put(
        "database_exists",
        database.map(path -> federation.commandFor(path).isEmpty()).orElse(null));
    return found;
  }

  private static String shown(Path path) {
    return Printable.of(path.toString());
  }
}
