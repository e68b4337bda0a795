package org.certdrop.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certdrop.registration.Entry;
import org.certdrop.registration.RegistryView;
import org.certdrop.terminal.Screen;
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

  static void print(Screen screen, Optional<Entry> active, List<Entry> pending, RegistryView view) {
    active.ifPresent(entry -> print(screen, entry, TrustText.ofActive(entry)));
    boolean first = active.isEmpty();
    for (Entry entry : pending) {
      if (!first) {
        screen.println("");
      }
      first = false;
      print(screen, entry, TrustText.ofPending(entry, view));
    }
  }

  private static void print(Screen screen, Entry entry, List<String> sentences) {
    new EntryText(screen, new Ending(entry.notAfter(), Instant.now())).print("", entry.document());
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
