package org.certdrop.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.certdrop.cms.SignatureVerification;
import org.certdrop.disk.Disk;
import org.certdrop.home.Home;
import org.certdrop.home.Registries;
import org.certdrop.home.Settings;
import org.certdrop.inbox.Claim;
import org.certdrop.inbox.InHand;
import org.certdrop.inbox.SubmissionGoneException;
import org.certdrop.json.StrictJson;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Entry;
import org.certdrop.registration.RegistryView;
import org.certdrop.registry.Audit;
import org.certdrop.registry.RegistryReader;
import org.certdrop.submission.TestArchive;
import org.certdrop.x509.Fingerprint;
import org.certdrop.x509.PrivateKeys;
import org.certdrop.x509.TestCertificate;

/**
 * A home with a fixed story: drops that end in every outcome, a removal, an idle hour. Processes
 * play it on a {@link Disk} each, doing what the routes do, but on one thread and in a fixed order;
 * when one dies the next goes on where it was.
 */
final class ScriptedHome {
  private static final Clock CLOCK = Clock.fixed(TestCertificate.NOW, ZoneOffset.UTC);
  private static final String US = "researcher_us";
  private static final Duration MOST_TIME = Duration.ofSeconds(30);
  private static final int MOST_STARTS = 20;
  private static final int QUIET = 3;

  /** How often the own instructions are looked at; the route's default. */
  private static final long LOOK = Duration.ofSeconds(5).toNanos();

  private static final long BEAT = Duration.ofSeconds(5).toNanos();

  private static final TestCertificate OWN = TestCertificate.of(US);
  private static final String OWN_KEY = PrivateKeys.pem(OWN.keyPair().getPrivate());
  private static final String ANN = pem("node_ann");
  private static final String ANN_AGAIN = pem("node_ann");
  private static final String BOB = pem("node_bob");
  private static final String CAT = pem("node_cat");
  private static final String EVE = pem("node_eve");
  private static final String OLD =
      TestCertificate.builder("node_old")
          .key(key())
          .notAfter(TestCertificate.NOW.minus(Duration.ofDays(1)))
          .build()
          .pem();

  private static final byte[] MAILED =
      new TestArchive()
          .with("zipped/zipped-eve.pem", EVE)
          .with("zipped/zipped-eve.json", sidecar("node_eve", 14006))
          .with("zipped/zipped-old.pem", OLD)
          .with("zipped/zipped-old.json", sidecar("node_old", 14002))
          .bytes();

  private final Path directory;
  private final String more;
  private final Home home;
  private final List<Step> story = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong();
  private int step;
  private boolean dropped;

  /** What a person does, then what certdrop does with it. */
  private record Step(Dropping drop, Doing doing) {}

  private interface Dropping {
    void drop() throws IOException;
  }

  private interface Doing {
    void with(Beans beans) throws Exception;
  }

  ScriptedHome(Path directory) throws IOException {
    this(directory, "");
  }

  /**
   * A home.
   *
   * @param more lines of its configuration; with a registry in a database, it is a replica
   */
  ScriptedHome(Path directory, String more) throws IOException {
    this.directory = directory;
    this.more = more;
    this.home = new Home(directory);
    Files.createDirectories(home.inbox());
    Files.createDirectories(home.identity());
    Files.writeString(home.identity().resolve("component.pem"), OWN.pem());
    Files.writeString(home.identity().resolve("component.key"), OWN_KEY);
    Files.writeString(
        home.properties(),
        "certdrop.component=RESEARCHER\ncertdrop.ip=10.9.9.9\n"
            + "certdrop.inbox.settle-time=PT2S\ncertdrop.retry.max-delay=PT4S\n"
            + more);
    drops(() -> pair("first", ANN, "node_ann", 14001));
    drops(() -> pair("expired", OLD, "node_old", 14002));
    drops(
        () -> {
          pair("with-text", BOB, "node_bob", 14003);
          put("with-text.txt", text(BOB, "node_bob", 14003));
        });
    drops(() -> put("printed.txt", text(CAT, "node_cat", 14004)));
    drops(() -> pair("again", ANN, "node_ann", 14001));
    drops(() -> pair("moved", ANN, "node_ann", 14005));
    drops(() -> pair("other-key", ANN_AGAIN, "node_ann", 14005));
    drops(() -> Files.write(home.inbox().resolve("mailed.zip"), MAILED));
    drops(() -> put("half.pem", BOB.substring(0, 200)));
    story.add(new Step(() -> {}, beans -> beans.registry().remove(new PartyId("node_bob"))));
    drops(() -> pair("removed", BOB, "node_bob", 14003));
  }

  private static KeyPair key() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String party) {
    return TestCertificate.builder(party).key(key()).build().pem();
  }

  private static String text(String pem, String party, int port) {
    return "Hi\n"
        + pem
        + "\nfedbiomed node certificate register -pk FILE -pi "
        + party
        + " --ip 10.9.0.1 --port "
        + port
        + "\n";
  }

  private void drops(Dropping drop) {
    story.add(new Step(drop, beans -> {}));
  }

  private void put(String name, String content) throws IOException {
    Files.writeString(home.inbox().resolve(name), content);
  }

  private void pair(String stem, String pem, String party, int port) throws IOException {
    put(stem + ".pem", pem);
    put(stem + ".json", sidecar(party, port));
  }

  private static String sidecar(String party, int port) {
    return "{\"party_id\":\"" + party + "\",\"ip\":\"10.9.0.1\",\"port\":" + port + "}";
  }

  /** Plays the rest of the story in one process; true if it came to its end. */
  boolean play(Disk disk) throws Exception {
    Home seen = new Home(disk.see(directory));
    Optional<Beans> process = Optional.empty();
    try {
      Beans beans = start(seen);
      process = Optional.of(beans);
      work(beans);
      for (; step < story.size(); step++) {
        if (!dropped) {
          story.get(step).drop().drop();
          dropped = true;
        }
        untilItWorks(() -> story.get(step).doing().with(beans));
        work(beans);
        dropped = false;
      }
      beans.close();
      process = Optional.empty();
      return true;
    } catch (Disk.Killed | RuntimeException e) {
      if (!disk.isDead()) {
        throw e;
      }
      return false;
    } finally {
      if (process.isPresent()) {
        bury(process.get(), disk);
      }
    }
  }

  /** Ends the threads of a process that is dead. */
  private static void bury(Beans beans, Disk disk) throws Exception {
    try {
      beans.close();
    } catch (Disk.Killed e) {
      if (!disk.isDead()) {
        throw e;
      }
    }
  }

  private Beans start(Home seen) throws Exception {
    for (int starts = 1; ; starts++) {
      try {
        return Beans.of(seen, Settings.read(seen), CLOCK, nanos::get, Front.NONE);
      } catch (IOException | org.certdrop.identity.IdentityException e) {
        if (starts == MOST_STARTS) {
          throw e;
        }
      }
    }
  }

  private interface Attempt {
    void make() throws Exception;
  }

  /** An operator who meets a fault types the same command again. */
  private static void untilItWorks(Attempt attempt) throws Exception {
    for (int tries = 1; ; tries++) {
      try {
        attempt.make();
        return;
      } catch (IOException e) {
        if (tries == MOST_STARTS) {
          throw e;
        }
      }
    }
  }

  /** What the routes do, until nothing is left to do. */
  private void work(Beans beans) throws Exception {
    int quiet = 0;
    long begin = System.nanoTime();
    while (quiet < QUIET) {
      // The pictures of the registry are made in real time.
      if (System.nanoTime() - begin > MOST_TIME.toNanos()) {
        throw new AssertionError("never quiet; faults: " + beans.faults().current());
      }
      if (!more.isEmpty() && nanos.get() % BEAT == 0) {
        beans.replication().beat();
      }
      nanos.addAndGet(Duration.ofSeconds(1).toNanos());
      beans.watch().polled();
      if (beans.gate().look()) {
        poll(beans);
      }
      for (List<Claim> batch : beans.retries().due()) {
        handle(beans, batch.get(0));
      }
      beans.replies().settle();
      beans.watch().look();
      if (quiet == QUIET - 1 || nanos.get() % LOOK == 0) {
        beans.ownInstructions().refresh();
      }
      boolean rests =
          beans.gate().isQuiet()
              && beans.inFlight().count() == 0
              && beans.replies().isQuiet()
              && beans.faults().current().isEmpty();
      quiet = rests ? quiet + 1 : 0;
    }
  }

  private void poll(Beans beans) throws Exception {
    List<String> ready =
        beans.gate().ready().stream().map(drop -> drop.drop().primary()).sorted().toList();
    for (String name : ready) {
      Optional<Claim> claim = beans.ingest().claim(name);
      if (claim.isPresent()) {
        handle(beans, claim.get());
      }
    }
  }

  private static void handle(Beans beans, Claim claim) throws Exception {
    InHand body = claim;
    try {
      Ingest.Assessed assessed = beans.ingest().assess(claim);
      body = assessed;
      Ingest.Decided decided = durable(beans.ingest().register(assessed));
      body = decided;
      beans.ingest().acknowledge(decided);
      beans.ingest().conclude(decided);
    } catch (SubmissionGoneException e) {
      beans.ingest().letGo(body, e);
    } catch (IOException e) {
      beans.ingest().hold(body, e);
    }
  }

  private static Ingest.Decided durable(CompletionStage<Ingest.Decided> decided)
      throws IOException {
    try {
      return decided.toCompletableFuture().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof IOException fault) {
        throw fault;
      }
      throw e;
    }
  }

  private static List<String> names(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  /**
   * How many times each dropped file exists, by name and content: it must be once, at every moment.
   * What lies in an archive was not dropped by itself.
   */
  Map<String, Integer> copies() throws IOException {
    Map<String, Integer> copies = new TreeMap<>();
    try (Stream<Path> files = Files.walk(home.inbox())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        if (!name.startsWith(".") && !name.equals("verdict.json") && !name.startsWith("zipped")) {
          copies.merge(name + " " + Fingerprint.of(Files.readAllBytes(file)), 1, Integer::sum);
        }
      }
    }
    return copies;
  }

  /** The names dropped so far, each once. */
  Map<String, Integer> expectedCopies() throws IOException {
    ScriptedHome other = new ScriptedHome(Files.createTempDirectory(directory, "expected"), more);
    for (int i = 0; i < (dropped ? step + 1 : step); i++) {
      other.story.get(i).drop().drop();
    }
    return other.copies();
  }

  /** The verdicts under their final names; each must be whole. */
  Map<String, JsonNode> verdicts() throws IOException {
    Map<String, JsonNode> verdicts = new TreeMap<>();
    for (Path place : List.of(home.accepted(), home.refused())) {
      for (String name : names(place)) {
        if (!name.startsWith(".")) {
          Path folder = place.resolve(name);
          verdicts.put(
              place.getFileName() + "/" + String.join("+", names(folder)),
              StrictJson.mapper().readTree(Files.readAllBytes(folder.resolve("verdict.json"))));
        }
      }
    }
    return verdicts;
  }

  RegistryView registry() throws IOException {
    return RegistryReader.read(Registries.of(home));
  }

  /** Whether registry.json is absent or one whole JSON document. */
  boolean pictureIsWhole() throws IOException {
    Path picture = home.var().resolve("registry.json");
    return Files.notExists(picture)
        || StrictJson.mapper().readTree(Files.readAllBytes(picture)).isObject();
  }

  /** All that a person can see at the end, but for times and numbers in names. */
  List<String> outcome() throws IOException {
    List<String> lines = new ArrayList<>();
    verdicts()
        .forEach(
            (where, verdict) ->
                lines.add(
                    where
                        + " "
                        + verdict.path("outcome").asText()
                        + " "
                        + verdict.path("code").asText()
                        + " "
                        + verdict.path("files")));
    for (Entry entry : registry().active()) {
      lines.add("active " + entry.party() + " " + entry.sha256() + " " + entry.endpoint());
    }
    for (Entry entry : registry().removed()) {
      lines.add("removed " + entry.party() + " " + entry.sha256());
    }
    lines.add("lines " + registry().seq());
    lines.add("inbox " + names(home.inbox()) + " .work " + names(home.work()));
    // service.json is for those who look while the service runs, and not believed afterwards.
    lines.add(
        "var " + names(home.var()).stream().filter(name -> !name.equals("service.json")).toList());
    for (String name : names(home.registration())) {
      lines.add("outbox " + name + " " + said(name));
    }
    lines.addAll(replies());
    lines.add(
        Audit.of(Registries.of(home), Optional.of(new PartyId(US))) instanceof Audit.Sound sound
            ? "sound at " + sound.seq()
            : "unsound");
    return lines;
  }

  /** What a file of the outbox says. No two signatures over the same thing are the same bytes. */
  private String said(String name) throws IOException {
    byte[] content = Files.readAllBytes(home.registration().resolve(name));
    if (!name.endsWith(".p7s")) {
      return Fingerprint.of(content).toString();
    }
    byte[] signed = Files.readAllBytes(home.registration().resolve(name.replace(".p7s", "")));
    return SignatureVerification.problem(content, signed, OWN.certificate()).orElse("good");
  }

  /** The receipts, and what was put together for new parties. */
  private List<String> replies() throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.walk(home.outbox())) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = file.getFileName().toString();
        if (!file.startsWith(home.registration())) {
          String receipt = name.endsWith(".receipt.json") ? result(file) : "";
          lines.add("reply " + home.outbox().relativize(file) + " " + receipt);
        }
      }
    }
    return lines;
  }

  private static String result(Path receipt) throws IOException {
    return StrictJson.mapper().readTree(Files.readAllBytes(receipt)).path("result").asText();
  }
}
