package org.certdrop.benchmark;

import org.certdrop.files.FileContent;
import org.certdrop.registry.RegistryReader;
import org.certdrop.registry.RegistryStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.certdrop.cms.DetachedSignature;
import org.certdrop.verdict.Assessment;
import org.certdrop.verdict.EndpointPolicy;
import org.certdrop.verdict.Examiner;
import org.certdrop.submission.Submission;
import org.certdrop.submission.SubmittedFile;
import org.certdrop.party.Endpoint;
import org.certdrop.party.IpAddress;
import org.certdrop.party.PartyId;
import org.certdrop.registration.AdmissionPolicy;
import org.certdrop.registration.CertificateFacts;
import org.certdrop.registration.Decision;
import org.certdrop.registration.Proposal;
import org.certdrop.registration.Registrant;
import org.certdrop.registry.Registry;
import org.certdrop.registration.RegistryView;
import org.certdrop.rules.CertificateRules;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.ParsedCertificate;
import org.certdrop.x509.CertificateTemplate;
import org.certdrop.x509.SelfSignedCertificate;
import org.certdrop.x509.SignatureCheck;
import org.certdrop.x509.TrustedIssuers;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the parts of a registration take: parse, verify, assess, append, fold, and the signature of
 * a receipt. Of distinct certificates, since the JDK remembers what it has verified.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(
    value = 2,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx512m"})
public class PartsBenchmark {
  private static final int DISTINCT = 2000;

  /** Pairs, read from memory. */
  @State(Scope.Benchmark)
  public static class Drops {
    private List<Pairs.Pair> pairs;
    private final AtomicInteger turn = new AtomicInteger();

    /** Makes them. */
    @Setup
    public void make() throws Exception {
      pairs = Pairs.make(DISTINCT);
    }

    Pairs.Pair next() {
      return pairs.get(Math.floorMod(turn.getAndIncrement(), DISTINCT));
    }
  }

  /** PEM, strict DER, all facts. */
  @Benchmark
  public ParsedCertificate parse(Drops drops) {
    return Certificate.parsePem(drops.next().pem());
  }

  /** The same, and its signature with its own key. */
  @Benchmark
  public SignatureCheck verify(Drops drops) {
    return certificate(drops.next()).selfSignature();
  }

  private static Certificate certificate(Pairs.Pair pair) {
    return ((ParsedCertificate.Sound) Certificate.parsePem(pair.pem())).certificate();
  }

  /** A pair, by all rules. */
  @Benchmark
  public Assessment assess(Drops drops) {
    Pairs.Pair pair = drops.next();
    Submission submission =
        Submission.unsigned(
            "id",
            new SubmittedFile("a.pem", new FileContent.Bytes(pair.pem())),
            Optional.of(new SubmittedFile("a.json", new FileContent.Bytes(pair.sidecar()))),
            List.of("a.pem", "a.json"));
    CertificateRules rules = new CertificateRules(TrustedIssuers.none(), Duration.ofDays(30));
    return new Examiner(rules, () -> EndpointPolicy.REQUIRED).examine(submission, Instant.now());
  }

  /** This party, which signs. */
  @State(Scope.Benchmark)
  public static class Us {
    private final SelfSignedCertificate own =
        SelfSignedCertificate.make(
            CertificateTemplate.former("node_us"), Instant.now(), new SecureRandom());
  }

  /** A receipt's signature. */
  @Benchmark
  public String sign(Us us) {
    return DetachedSignature.make(
        new byte[400], us.own.certificate(), us.own.privateKey(), Instant.now());
  }

  /** A registry in a folder of its own. */
  @State(Scope.Benchmark)
  public static class Store {
    private final AtomicInteger turn = new AtomicInteger();
    private Path folder;
    private Registry registry;
    private CertificateFacts facts;

    /** Makes it. */
    @Setup(Level.Trial)
    public void open() throws Exception {
      folder = Files.createTempDirectory("certdrop-benchmark");
      registry = store(folder);
      facts = CertificateFacts.of(certificate(Pairs.make(1).get(0)));
    }

    /** Takes it away. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
      registry.close();
      remove(folder);
    }
  }

  private static Registry store(Path folder) throws IOException {
    return Registry.open(folder.resolve("var"), new PartyId("node_us"), () -> AdmissionPolicy.AUTOMATIC, Clock.systemUTC());
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** A party confirmed anew: one journal line, synced; sixteen wait at a time, as in the service. */
  @Benchmark
  @Threads(16)
  public Decision append(Store store) throws IOException {
    int turn = store.turn.getAndIncrement();
    return store.registry.decide(
        new Proposal("s" + turn, new Registrant(party(0), endpoint(turn), store.facts), false));
  }

  private static PartyId party(int number) {
    return new PartyId("node_" + number);
  }

  private static Optional<Endpoint> endpoint(int turn) {
    return Optional.of(
        new Endpoint(
            IpAddress.parse("10.0.0.1")
                .orElseThrow(bad -> new IllegalStateException(bad.problem())),
            1 + Math.floorMod(turn, 65_000)));
  }

  /** A journal of so many parties. */
  @State(Scope.Benchmark)
  public static class Written {
    @Param({"1000", "4000"})
    private int parties;

    private Path folder;

    /** Writes it. */
    @Setup(Level.Trial)
    public void write() throws Exception {
      folder = Files.createTempDirectory("certdrop-benchmark");
      try (Registry registry = store(folder)) {
        Pairs.make(parties).parallelStream()
            .forEach(
                pair -> {
                  try {
                    registry.decide(
                        new Proposal(
                            pair.party(),
                            new Registrant(
                                new PartyId(pair.party()), endpoint(1), CertificateFacts.of(certificate(pair))),
                            false));
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                });
      }
    }

    /** Takes it away. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
      remove(folder);
    }
  }

  /** The whole journal read, its chain verified, and folded. */
  @Benchmark
  public RegistryView fold(Written written) throws IOException {
    return RegistryReader.read(RegistryStore.of(written.folder.resolve("var")));
  }
}
