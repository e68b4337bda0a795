package org.certdrop.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.certdrop.party.PartyId;
import org.certdrop.registration.AdmissionPolicy;
import org.certdrop.registration.FirstContact;
import org.certdrop.registration.Offer;
import org.certdrop.registration.RotationPolicy;

/** The folder of a registry in tests. */
record Home(Path var) {
  static final PartyId OWNER = new PartyId("researcher_me");
  static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T10:15:00.456789Z"), ZoneOffset.UTC);

  Registry open() throws IOException {
    return open(FirstContact.REGISTER);
  }

  Registry open(FirstContact policy) throws IOException {
    return open(new AdmissionPolicy(policy, RotationPolicy.AUTO));
  }

  Registry open(AdmissionPolicy policy) throws IOException {
    return Registry.open(var, OWNER, () -> policy, CLOCK);
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
    return var.resolve("journal.jsonl");
  }

  Path snapshot() {
    return var.resolve("registry.json");
  }

  List<String> lines() throws IOException {
    return Files.readAllLines(journal());
  }

  List<String> parties() throws IOException {
    return RegistryReader.read(var).active().stream().map(entry -> entry.party().value()).toList();
  }

  Audit audit() throws IOException {
    return Audit.of(var, Optional.of(OWNER));
  }
}
