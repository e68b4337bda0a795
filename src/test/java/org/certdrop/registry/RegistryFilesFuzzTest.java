package org.certdrop.registry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.certdrop.fuzz.Fuzz;
import org.certdrop.fuzz.Mutations;
import org.certdrop.json.StrictJson;
import org.certdrop.party.PartyId;
import org.certdrop.proof.Proof;
import org.certdrop.registration.Entry;
import org.certdrop.registration.FirstContact;
import org.certdrop.registration.Fold;
import org.certdrop.registration.FoldReader;
import org.certdrop.registration.FoldWriter;
import org.certdrop.registration.JournalLine;
import org.certdrop.registration.MalformedDocumentException;
import org.certdrop.registration.Offer;
import org.certdrop.registration.RegistryView;
import org.certdrop.text.Progress;
import org.certdrop.x509.Fingerprint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in journal and picture, reading it ends in a fold or in a reason why not. */
@Proof
class RegistryFilesFuzzTest {
  private static final List<String> WORDS =
      List.of(
          "\n",
          "{",
          "}",
          "[",
          "null",
          "true",
          "\"",
          "\\",
          "\\u0000",
          "\\ud800",
          "0",
          "1",
          "2",
          "-1",
          "1.5",
          "1e99999",
          "9223372036854775807",
          "9223372036854775808",
          "1".repeat(1001),
          "seq",
          "at",
          "event",
          "party",
          "prev",
          "registered",
          "replaced",
          "removed",
          "pending",
          "rejected",
          "party_id",
          "component",
          "component_id",
          "ip",
          "port",
          "certificate",
          "sha256",
          "verified",
          "method",
          "by",
          "endpoint",
          "sidecar_sha256",
          "holds_ours",
          "none",
          "number",
          "claimed",
          "current",
          "NODE",
          "node_a",
          "NODE_a",
          "node_b",
          "10.0.0.1",
          "::1",
          "65536",
          "0000-01-01T00:00:00Z",
          "+1000000000-12-31T23:59:59.999999999Z",
          "-999999999-01-01T00:00:00Z",
          "2026-02-30T00:00:00Z",
          "2026-11-23T10:15:00+01:00",
          "Certificates",
          "Pending",
          "Removed",
          "certdrop",
          "certdrop-registry/1",
          "format",
          "owner",
          "head",
          "\u00e9",
          "\u0000\u0000\u0000{",
          "-----BEGIN CERTIFICATE-----\\n",
          "-----END CERTIFICATE-----\\n",
          "\\n",
          "=",
          "AAAA");

  private static final Pattern PREVIOUS = Pattern.compile("(\"prev\":\")[^\"]*");
  private static final Pattern NUMBER = Pattern.compile("^(\\{\"seq\":)[0-9]+");

  @TempDir Path folder;
  private Path file;
  private FileChannel channel;

  @BeforeEach
  void open() throws IOException {
    file = folder.resolve("input");
    channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  @AfterEach
  void close() throws IOException {
    channel.close();
  }

  /** Two homes: one of simple lines, one that uses all events. */
  private List<Home> homes() throws IOException {
    Home simple = new Home(folder.resolve("simple")).with("node_a", "researcher_b");
    Home rich = new Home(folder.resolve("rich"));
    try (Registry registry = rich.open(FirstContact.CONFIRM)) {
      registry.decide(Offer.of("node_a").by("s1"));
      registry.decide(Offer.of("node_b").at(null).upsertBy("s2"));
    }
    try (Registry registry = rich.open()) {
      registry.decide(Offer.of("node_c").by("s3"));
      registry.decide(Offer.of("node_c").at("[fd00::1]:1".replaceAll("[\\[\\]]", "")).by("s4"));
      registry.remove(new PartyId("node_c"));
      registry.remove(new PartyId("node_a"));
    }
    return List.of(simple, rich);
  }

  private static List<byte[]> read(List<Home> homes, String name) throws IOException {
    List<byte[]> files = new java.util.ArrayList<>();
    for (Home home : homes) {
      files.add(Files.readAllBytes(home.var().resolve(name)));
    }
    return files;
  }

  @Test
  void aJournalIsFoldedAsFarAsItFits() throws IOException {
    Mutations mutations = new Mutations(read(homes(), "journal.jsonl"), WORDS);
    Fuzz.run(
        "journal",
        1000,
        random -> random.nextInt(4) == 0 ? mutations.next(random) : chained(mutations, random),
        this::readJournal);
  }

  /** Changed, then numbered and chained again, so that the change reaches the fold. */
  private static byte[] chained(Mutations mutations, RandomGenerator random) {
    String text = new String(mutations.next(random), ISO_8859_1);
    ByteArrayOutputStream journal = new ByteArrayOutputStream(text.length());
    String head = JournalLine.NOTHING_BEFORE;
    int number = 1;
    for (String line : text.split("\n")) {
      String renumbered = NUMBER.matcher(line).replaceFirst("$1" + number++);
      byte[] mended = PREVIOUS.matcher(renumbered).replaceAll("$1" + head).getBytes(ISO_8859_1);
      head = Fingerprint.of(mended).hex();
      journal.writeBytes(mended);
      journal.write('\n');
    }
    return journal.toByteArray();
  }

  private void write(byte[] input) throws IOException {
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(input), 0);
  }

  private void readJournal(byte[] input) throws IOException, MalformedDocumentException {
    write(input);
    Fold fold = new Fold();
    JournalFile journal = new JournalFile(file, channel);
    JournalReader.Reading reading =
        new JournalReader(new LineScanner(journal, 0), fold).read(0, (line, folded) -> {});
    assertThat(reading.end() + reading.tornBytes()).isLessThanOrEqualTo(input.length);
    String fits = new String(input, 0, (int) reading.end(), ISO_8859_1);
    assertThat(fits.chars().filter(c -> c == '\n').count()).isEqualTo(fold.seq());
    for (String line : fits.split("\n")) {
      if (!line.isEmpty()) {
        checkLine(line.getBytes(ISO_8859_1));
      }
    }
    checkView(fold.view());
    channel.truncate(reading.end());
    Fold again = new Fold();
    assertThat(
            new JournalReader(new LineScanner(journal, 0), again)
                .read(0, (line, folded) -> {})
                .problem())
        .isEmpty();
    assertThat(again.head()).isEqualTo(fold.head());
  }

  /** What was read of a line can be written, and read as the same. */
  private static void checkLine(byte[] bytes) throws IOException, MalformedDocumentException {
    JournalLine line = JournalLine.parse(ParsedLine.json(bytes).orElseThrow());
    byte[] written = line.encode();
    JournalLine again = JournalLine.parse(ParsedLine.json(written).orElseThrow());
    assertThat(new String(again.encode(), US_ASCII)).isEqualTo(new String(written, US_ASCII));
    assertThat(again.seq()).isEqualTo(line.seq());
    assertThat(again.event()).isEqualTo(line.event());
    assertThat(again.party()).isEqualTo(line.party());
    assertThat(again.sha256()).isEqualTo(line.sha256());
    assertThat(again.entry()).isEqualTo(line.entry());
    assertThat(again.prev()).isEqualTo(line.prev());
  }

  private static void checkView(RegistryView view) {
    List<Entry> known = Stream.concat(view.active().stream(), view.removed().stream()).toList();
    assertThat(known.stream().map(entry -> entry.party().key())).doesNotHaveDuplicates();
    assertThat(Stream.concat(known.stream(), view.pending().stream()))
        .allSatisfy(
            entry -> {
              assertThat(entry.document().path("party_id").asText())
                  .isEqualTo(entry.party().value());
              assertThat(entry.endpoint().map(Object::toString)).isNotNull();
            });
  }

  @Test
  void aPictureIsComparedAsFarAsItCanBeRead() throws IOException {
    List<Home> homes = homes();
    Fold fold = Inspection.ofJournal(RegistryStore.of(homes.get(1).var()), Progress.UNHEARD).fold();
    Mutations mutations = new Mutations(read(homes, "registry.json"), WORDS);
    Fuzz.run("picture", 1000, mutations, input -> readPicture(input, fold));
  }

  private void readPicture(byte[] input, Fold fold) throws IOException {
    write(input);
    try (SnapshotReader reader = SnapshotReader.open(file).orElseThrow()) {
      Optional<SnapshotHeader> header = header(reader);
      Optional<SnapshotHeader> inPlace = headerInPlace(reader);
      SnapshotComparison comparison = SnapshotComparison.of(reader, fold);
      if (inPlace.isPresent()) {
        assertThat(header).isEqualTo(inPlace);
      }
      if (comparison.problem().isEmpty()) {
        assertThat(comparison.different()).isEmpty();
        assertThat(header).isEqualTo(inPlace);
      }
    }
  }

  @Test
  void theOctetsOfACheckpointAreAStateOrNone() throws IOException {
    List<byte[]> states = new ArrayList<>();
    for (Home home : homes()) {
      states.add(octets(RegistryReader.read(RegistryStore.of(home.var()))));
    }
    Fuzz.run("checkpoint", 1000, new Mutations(states, WORDS), this::readState);
  }

  private void readState(byte[] input) throws IOException {
    Fold fold;
    try {
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(input));
      fold = new FoldReader(in).read(1, JournalLine.NOTHING_BEFORE);
    } catch (EOFException | IllegalArgumentException e) {
      return; // It does not count.
    }
    byte[] again = octets(fold.view());
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(again));
    assertThat(octets(new FoldReader(in).read(1, JournalLine.NOTHING_BEFORE).view()))
        .isEqualTo(again);
  }

  private static byte[] octets(RegistryView view) throws IOException {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    new FoldWriter(new DataOutputStream(octets)).write(view);
    return octets.toByteArray();
  }

  private static Optional<SnapshotHeader> header(SnapshotReader reader) throws IOException {
    try {
      return Optional.of(reader.header());
    } catch (MalformedDocumentException e) {
      assertThat(e.getMessage()).matches("\\P{Cntrl}+");
      return Optional.empty();
    }
  }

  /** The header as a reader finds it who reads the whole file. */
  private static Optional<SnapshotHeader> headerInPlace(SnapshotReader reader) throws IOException {
    ObjectNode table = StrictJson.mapper().createObjectNode();
    try {
      reader.visit(
          (title, id, document) -> {
            if (title.equals(SnapshotHeader.TABLE)) {
              table.set(id, document);
            }
          });
      return Optional.of(SnapshotHeader.read((JsonNode) table));
    } catch (MalformedDocumentException e) {
      return Optional.empty();
    }
  }
}
