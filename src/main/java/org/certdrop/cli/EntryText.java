package org.certdrop.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certdrop.json.StrictJson;
import org.certdrop.party.Aliases;
import org.certdrop.registration.Entry;
import org.certdrop.registration.RegistryView;
import org.certdrop.terminal.Screen;
import org.certdrop.terminal.Tone;
import org.certdrop.text.Printable;
import org.certdrop.trust.TrustText;

/** All of a party's entries for people: each field of them, and how far they can be trusted. */
final class EntryText {
  private final Screen screen;
  private final Ending ending;

  private EntryText(Screen screen, Ending ending) {
    this.screen = screen;
    this.ending = ending;
  }

  static void print(
      Screen screen,
      Optional<Entry> active,
      List<Entry> pending,
      RegistryView view,
      Aliases aliases) {
    if (active.isPresent()) {
      if (!pending.isEmpty()) {
        screen.println("registered:");
      }
      print(screen, active.get(), aliases, TrustText.ofActive(active.get()));
    }
    boolean first = active.isEmpty();
    for (Entry entry : pending) {
      if (!first) {
        screen.println("");
      }
      first = false;
      String heading = "waits for a confirmation:";
      screen.println(heading, heading, Tone.FAIR);
      screen.println("  Look: ./certdrop number " + entry.party());
      screen.println("  Then: ./certdrop " + TrustText.confirmation(entry, active));
      print(screen, entry, aliases, TrustText.ofPending(entry, view));
    }
  }

  /** An entry's document, and the party's alias behind the id, if it has one. */
  static ObjectNode document(Entry entry, Aliases aliases) {
    ObjectNode document = StrictJson.mapper().createObjectNode();
    for (Map.Entry<String, JsonNode> field : entry.document().properties()) {
      document.set(field.getKey(), field.getValue());
      if (field.getKey().equals("party_id")) {
        aliases.of(entry.party()).ifPresent(alias -> document.put("alias", alias));
      }
    }
    return document;
  }

  private static void print(Screen screen, Entry entry, Aliases aliases, List<String> sentences) {
    new EntryText(screen, new Ending(entry.notAfter(), Instant.now()))
        .print("", document(entry, aliases));
    sentences.forEach(screen::println);
  }

  private void print(String prefix, ObjectNode fields) {
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      if (field.getValue() instanceof ObjectNode inner) {
        print(field.getKey() + ".", inner);
      } else if (field.getValue() instanceof ArrayNode several) {
        several.forEach(value -> print(field.getKey(), value.asText()));
      } else if (!field.getKey().equals("certificate")) {
        String value = field.getValue().isNull() ? "-" : field.getValue().asText();
        print(prefix + field.getKey(), value);
      }
    }
  }

  private void print(String name, String value) {
    String label = "%-22s ".formatted(name);
    String text = Printable.of(value);
    boolean ends = name.equals("not_after") && screen.terminal().present();
    String words = ends ? ending.words() : "";
    screen.println(label, ends ? text + " " + words : text, words, ending.tone());
  }
}
