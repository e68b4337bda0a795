package org.certdrop.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.certdrop.party.PartyId;
import org.certdrop.registration.AdmissionPolicy;
import org.certdrop.registration.CertificateFacts;
import org.certdrop.registration.Decision;
import org.certdrop.registry.Registry;
import org.certdrop.registry.RegistryReader;
import org.certdrop.registry.RegistryStore;
import org.certdrop.sql.Database;
import org.certdrop.sql.SqlStore;

/**
 * A journal in a file and one in PostgreSQL, in turn and on the same disk: registrations a second in
 * groups of some size, each waited for before the next, and how long the whole journal takes to be
 * read.
 */
public final class Ledgers {
  private static final int PARTIES = 1000;
  private static final int ROUNDS = 5;
  private static final int READS = 3;

  private final Path folder;
  private final Database database;
  private final List<Pairs.Pair> pairs;
  private final List<CertificateFacts> certificates;
  private final PartyId owner = new PartyId("researcher_" + UUID.randomUUID());

  private Ledgers(Path folder, Database database) throws Exception {
    this.folder = folder;
    this.database = database;
    this.pairs = Pairs.make(PARTIES);
    this.certificates = pairs.parallelStream().map(History::certificate).toList();
  }

  /** Prints a table: the folder, the database's URL and user, lines to be read. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory(Path.of(arguments[0]), "ledgers-");
    String name = "ledgers-" + UUID.randomUUID();
    Database database =
        new Database(arguments[1], Optional.of(arguments[2]), Optional.empty(), name);
    new Ledgers(folder, database).measure(Integer.parseInt(arguments[3]));
  }

  private void measure(int lines) throws IOException {
    Path var = folder.resolve("file");
    try (Registry file = open(RegistryStore.of(var));
        Registry sql = open(new SqlStore(folder.resolve("sql"), database))) {
      append(file, PARTIES, PARTIES);
      append(sql, PARTIES, PARTIES);
      for (int group : new int[] {1, 16, 64, 256, 1000}) {
        int some = Math.min(2000, 100 * group);
        row(
            "registrations a second, groups of " + group,
            round -> append(file, group, some),
            round -> append(sql, group, some));
      }
      append(file, PARTIES, (int) Math.max(0, lines - file.seq()));
      append(sql, PARTIES, (int) Math.max(0, lines - sql.seq()));
    }
    Path journal = var.resolve("journal.jsonl");
    System.out.printf(
        Locale.ROOT, "%d octets a line, %d lines%n", Files.size(journal) / lines, lines);
    read(journal);
  }

  private Registry open(RegistryStore store) throws IOException {
    return Registry.open(store, owner, () -> AdmissionPolicy.AUTOMATIC, Clock.systemUTC());
  }

  /** Registrations a second. */
  private long append(Registry registry, int group, int count) {
    long began = System.nanoTime();
    for (long done = 0; done < count; done += group) {
      long from = registry.seq();
      List<CompletableFuture<Decision>> decisions =
          LongStream.range(from, from + Math.min(group, count - done))
              .mapToObj(line -> registry.propose(History.change(pairs, certificates, line)))
              .toList();
      decisions.forEach(CompletableFuture::join);
    }
    return Math.round(count * 1e9 / (System.nanoTime() - began));
  }

  /** From homes that have no checkpoint, so that every line is read. */
  private void read(Path journal) throws IOException {
    List<Long> file = new ArrayList<>();
    List<Long> sql = new ArrayList<>();
    for (int round = 0; round < READS; round++) {
      Path copy = Files.createDirectory(folder.resolve("copy" + round));
      Files.createLink(copy.resolve("journal.jsonl"), journal);
      file.add(milliseconds(RegistryStore.of(copy)));
      sql.add(milliseconds(new SqlStore(folder.resolve("none" + round), database)));
    }
    print("milliseconds to read all", file, sql);
  }

  private static long milliseconds(RegistryStore store) throws IOException {
    long began = System.nanoTime();
    RegistryReader.read(store);
    return (System.nanoTime() - began) / 1_000_000;
  }

  private static void row(String name, LongUnaryOperator file, LongUnaryOperator sql) {
    List<Long> first = new ArrayList<>();
    List<Long> second = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      first.add(file.applyAsLong(round));
      second.add(sql.applyAsLong(round));
    }
    print(name, first, second);
  }

  private static void print(String name, List<Long> file, List<Long> sql) {
    double[] ratios = new double[file.size()];
    Arrays.setAll(ratios, round -> (double) sql.get(round) / file.get(round));
    Arrays.sort(ratios);
    System.out.printf(
        Locale.ROOT,
        "%s: file %s, PostgreSQL %s, ratio %.2f (%.2f to %.2f)%n",
        name,
        file,
        sql,
        ratios[ratios.length / 2],
        ratios[0],
        ratios[ratios.length - 1]);
  }
}
