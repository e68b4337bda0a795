package org.certdrop.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.certdrop.party.PartyId;
import org.certdrop.registration.AdmissionPolicy;
import org.certdrop.registration.FirstContact;
import org.certdrop.registration.Offer;
import org.certdrop.registration.RotationPolicy;

/** The folder of a registry in tests. */
record Home(RegistryStore store) {
  static final PartyId OWNER = new PartyId("researcher_me");
  static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T10:15:00.456789Z"), ZoneOffset.UTC);

  /** One of which all lies in a folder. */
  Home(Path var) {
    this(RegistryStore.of(var));
  }

  Path var() {
    return store.folder();
  }

  Registry open() throws IOException {
    return open(FirstContact.REGISTER);
  }

  Registry open(FirstContact policy) throws IOException {
    return open(new AdmissionPolicy(policy, RotationPolicy.AUTO));
  }

  Registry open(AdmissionPolicy policy) throws IOException {
    return Registry.open(store, OWNER, () -> policy, CLOCK);
  }

  /** Registers parties, each by a submission of its id's name, and closes the registry. */
  Home with(String... parties) throws IOException {
    try (Registry registry = open()) {
      for (String party : parties) {
        registry.decide(Offer.of(party).by("by-" + party));
      }
    }
    return this;
  }

  Path journal() {
    return var().resolve("journal.jsonl");
  }

  Path snapshot() {
    return var().resolve("registry.json");
  }

  List<String> lines() throws IOException {
    List<String> all = new ArrayList<>();
    try (JournalSource source = store.source()) {
      Lines lines = source.after(JournalMark.BEGINNING);
      for (Optional<RawLine> line = lines.next(); line.isPresent(); line = lines.next()) {
        all.add(new String(line.get().bytes(), StandardCharsets.US_ASCII));
      }
    }
    return all;
  }

  List<String> parties() throws IOException {
    return RegistryReader.read(store).active().stream()
        .map(entry -> entry.party().value())
        .toList();
  }

  Audit audit() throws IOException {
    return Audit.of(store, Optional.of(OWNER));
  }
}
