package org.certdrop.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.certdrop.json.StrictJson;
import org.certdrop.party.PartyId;
import org.certdrop.registration.ConfirmationRequest;
import org.certdrop.registration.Entry;
import org.certdrop.registration.FirstContact;
import org.certdrop.registration.Fold;
import org.certdrop.registration.FoldReader;
import org.certdrop.registration.FoldWriter;
import org.certdrop.registration.HoldsOurs;
import org.certdrop.registration.JournalLine;
import org.certdrop.registration.Offer;
import org.certdrop.registration.Proposal;
import org.certdrop.registration.RegistryView;
import org.certdrop.registration.Verified;
import org.certdrop.x509.Fingerprint;

/** The journal's fold, the live state and registry.json are one, whatever happens. */
class RegistryPropertiesTest {
  private Path folder;

  /** Something that happens to a registry. */
  interface Step {
    void in(Registry registry, int number) throws IOException;
  }

  @BeforeTry
  void makeFolder() throws IOException {
    folder = Files.createTempDirectory("registry");
  }

  @AfterTry
  void deleteFolder() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Integer> few = Arbitraries.integers().between(0, 2);
    Arbitrary<String> party = Arbitraries.of("node_a", "node_b", "NODE_a", "researcher_c");
    Arbitrary<Step> proposal =
        Combinators.combine(party, few, few, few, Arbitraries.of(true, false))
            .as(
                (id, key, year, port, upsert) ->
                    (registry, number) ->
                        registry.decide(
                            new Proposal(
                                "s" + number,
                                Offer.of(id)
                                    .key("key " + key)
                                    .notAfter("203" + year + "-01-01T00:00:00Z")
                                    .at(port == 0 ? null : "10.0.0.1:" + port)
                                    .registrant(),
                                upsert)));
    Arbitrary<Step> signed =
        Combinators.combine(party, few, few, few, Arbitraries.of(true, false))
            .as(
                (id, key, seq, before, rotates) ->
                    (registry, number) -> {
                      Offer offer = Offer.of(id).key("key " + key).at("10.0.0.1:" + (1 + seq));
                      registry.decide(
                          rotates
                              ? offer.rotationBy("s" + number, seq, offer.key("key " + before))
                              : offer.signedBy("s" + number, seq, ""));
                    });
    Arbitrary<Step> rejection =
        party.map(
            id ->
                (registry, number) -> {
                  for (Entry entry : registry.view().pending(new PartyId(id))) {
                    registry.reject(entry.party(), entry.sha256(), Optional.of("ana"));
                  }
                });
    Arbitrary<Step> removal =
        party.map(id -> (registry, number) -> registry.remove(new PartyId(id)));
    Arbitrary<Step> word = party.map(id -> (registry, number) -> vouch(registry, new PartyId(id)));
    return Arbitraries.frequencyOf(
            Tuple.of(5, proposal),
            Tuple.of(3, signed),
            Tuple.of(1, rejection),
            Tuple.of(1, removal),
            Tuple.of(2, word))
        .list()
        .ofMaxSize(30);
  }

  /** The operator vouches for what waits, else for what is registered; then a receipt comes. */
  private static void vouch(Registry registry, PartyId id) throws IOException {
    RegistryView view = registry.view();
    Optional<Entry> entry =
        Stream.concat(view.pending().stream(), view.active().stream())
            .filter(one -> one.party().equals(id))
            .findFirst();
    if (entry.isPresent()) {
      Instant at = Home.CLOCK.instant();
      Fingerprint sha256 = entry.get().sha256();
      registry.confirm(
          new ConfirmationRequest(
              id,
              sha256,
              new Verified(Verified.Method.NUMBER, Optional.of("ana"), Optional.of(at)),
              false,
              Optional.empty()));
      registry.acknowledge(id, sha256, new HoldsOurs(sha256, at));
    }
  }

  @Property(tries = 150)
  void theFoldIsTheStateIsThePicture(
      @ForAll("steps") List<Step> steps, @ForAll FirstContact policy, @ForAll int reopening)
      throws IOException {
    Home home = new Home(folder);
    Registry registry = home.open(policy);
    for (int number = 0; number < steps.size(); number++) {
      steps.get(number).in(registry, number);
      if (number == Math.floorMod(reopening, 30)) {
        registry.close();
        registry = home.open(policy);
      }
    }
    RegistryView live = registry.view();
    registry.close();
    assertSame(RegistryReader.read(RegistryStore.of(folder)), live);
    assertThat(home.audit())
        .isEqualTo(
            new Audit.Sound(
                live.seq(),
                live.head(),
                live.active().size(),
                live.pending().size(),
                live.removed().size(),
                0));
    assertInvariants(live);
  }

  /** Whatever later decisions use is in the octets: the two states are compared field by field. */
  @Property(tries = 60)
  void aFoldGoesOnFromAnyLineAsFromTheFirst(
      @ForAll("steps") List<Step> steps, @ForAll FirstContact policy) throws Exception {
    Home home = new Home(folder);
    try (Registry registry = home.open(policy)) {
      for (int number = 0; number < steps.size(); number++) {
        steps.get(number).in(registry, number);
      }
    }
    List<String> lines = home.lines();
    Fold whole = new Fold();
    List<Fold> restored = new ArrayList<>();
    restored.add(throughOctets(whole));
    for (String line : lines) {
      apply(line, whole);
      for (Fold fold : restored) {
        apply(line, fold);
      }
      restored.add(throughOctets(whole));
      assertThat(restored.get(restored.size() - 1)).usingRecursiveComparison().isEqualTo(whole);
    }
    assertThat(restored)
        .allSatisfy(fold -> assertThat(octets(fold)).isEqualTo(octets(whole)))
        .allSatisfy(fold -> assertThat(fold).usingRecursiveComparison().isEqualTo(whole));
  }

  private static void apply(String line, Fold fold) throws Exception {
    byte[] octets = line.getBytes(StandardCharsets.US_ASCII);
    fold.apply(JournalLine.parse(StrictJson.read(octets)), Fingerprint.of(octets));
  }

  private static byte[] octets(Fold fold) throws IOException {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    new FoldWriter(new DataOutputStream(octets)).write(fold.view());
    return octets.toByteArray();
  }

  private static Fold throughOctets(Fold fold) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(octets(fold)));
    return new FoldReader(in).read(fold.seq(), fold.head());
  }

  private static void assertSame(RegistryView read, RegistryView live) {
    assertThat(read.seq()).isEqualTo(live.seq());
    assertThat(read.head()).isEqualTo(live.head());
    assertThat(read.active()).isEqualTo(live.active());
    assertThat(read.pending()).isEqualTo(live.pending());
    assertThat(read.removed()).isEqualTo(live.removed());
  }

  private static void assertInvariants(RegistryView view) {
    List<Entry> known = Stream.concat(view.active().stream(), view.removed().stream()).toList();
    assertThat(known.stream().map(entry -> entry.party().key())).doesNotHaveDuplicates();
    assertThat(view.active().stream().map(Entry::publicKey).map(Fingerprint::hex))
        .doesNotHaveDuplicates();
    assertThat(Stream.concat(known.stream(), view.pending().stream()).map(Entry::id))
        .doesNotHaveDuplicates();
  }
}
