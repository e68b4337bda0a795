package org.certdrop.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.certdrop.home.ExportRequirement;
import org.certdrop.party.PartyId;
import org.certdrop.registration.AdmissionPolicy;
import org.certdrop.registration.Entry;
import org.certdrop.registration.FirstContact;
import org.certdrop.registration.RegistryView;
import org.certdrop.registration.RotationPolicy;
import org.certdrop.registry.Registry;
import org.certdrop.registry.RegistryReader;
import org.certdrop.registry.RegistryStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportedPartyTest {
  private static final PartyId US = new PartyId("researcher_us");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T10:15:00Z"), ZoneOffset.UTC);

  @TempDir Path directory;

  private Registry open(FirstContact policy) throws Exception {
    return Registry.open(
        directory.resolve("var"),
        US,
        () -> new AdmissionPolicy(policy, RotationPolicy.AUTO),
        CLOCK);
  }

  private RegistryView registered(String... parties) throws Exception {
    try (Registry registry = open(FirstContact.REGISTER)) {
      for (String party : parties) {
        registry.decide(TestParties.proposal(party));
      }
      return registry.view();
    }
  }

  private static List<ExportedParty> exported(
      RegistryView view, Predicate<Entry> admitted, ExportRequirement requirement) {
    return ExportedParty.of(ExportedParties.of(view, admitted, requirement));
  }

  private static List<String> ids(List<ExportedParty> parties) {
    return parties.stream().map(party -> party.id().value()).toList();
  }

  @Test
  void aPartyIsExportedAsItIsRegistered() throws Exception {
    ExportedParty party =
        exported(registered("node_a"), entry -> true, ExportRequirement.NONE).get(0);

    assertThat(party.id()).hasToString("node_a");
    assertThat(party.endpoint().orElseThrow()).hasToString("[2001:db8::1]:14001");
    assertThat(party.pem()).startsWith("-----BEGIN CERTIFICATE-----\n");
    assertThat(party.notAfter()).isEqualTo("2027-11-22T00:00:00Z");
  }

  @Test
  void aPartyThatIsNotAdmittedIsNotExported() throws Exception {
    RegistryView view = registered("node_a", "node_b");

    assertThat(
            ids(
                exported(
                    view, entry -> entry.party().value().equals("node_a"), ExportRequirement.NONE)))
        .containsExactly("node_a");
  }

  @Test
  void whatWaitsOrWasRemovedIsNotExported() throws Exception {
    registered("node_a", "node_b");
    try (Registry registry = open(FirstContact.CONFIRM)) {
      registry.remove(new PartyId("node_a"));
      registry.decide(TestParties.proposal("node_c"));
    }

    RegistryView view = RegistryReader.read(RegistryStore.of(directory.resolve("var")));
    assertThat(ids(exported(view, entry -> true, ExportRequirement.NONE)))
        .containsExactly("node_b");
  }

  @Test
  void whereVerifiedIsRequiredNobodyIsExportedWhomNobodyVerified() throws Exception {
    assertThat(exported(registered("node_a"), entry -> true, ExportRequirement.VERIFIED)).isEmpty();
  }

  @Test
  void eachPartyIsTold() throws Exception {
    List<String> heard = new ArrayList<>();
    ExportedParty.of(
        ExportedParties.of(registered("node_a", "node_b"), entry -> true, ExportRequirement.NONE),
        (things, done, total) -> heard.add(done + " of " + total + " " + things));
    assertThat(heard).containsExactly("1 of 2 parties", "2 of 2 parties");
  }
}
