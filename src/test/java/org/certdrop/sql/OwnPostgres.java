package org.certdrop.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A PostgreSQL of a test's own, which may crash, start again, and have a standby. */
final class OwnPostgres implements AutoCloseable {
  private static final String STANDBY = "standby_1";

  private final Path data;
  private final Map<String, String> settings =
      new TreeMap<>(Map.of("fsync", "on", "synchronous_commit", "on"));
  private EmbeddedPostgres running;
  private int port;
  private long process;

  OwnPostgres(Path data) {
    this.data = data;
  }

  /** Sets something before it is started. */
  OwnPostgres with(String setting, String value) {
    settings.put(setting, value);
    return this;
  }

  /** One that has certdrop's tables and role, and is stopped: to be copied. */
  static OwnPostgres prepared(Path data) throws IOException, SQLException {
    OwnPostgres pattern = new OwnPostgres(data).start();
    PostgresServer.prepare(pattern.ownersUrl());
    pattern.close();
    return pattern;
  }

  /** Starts it, at the port that it had before if it had one. */
  OwnPostgres start() throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setPort(port);
    settings.forEach(builder::setServerConfig);
    running = builder.start();
    port = running.getPort();
    process = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
    return this;
  }

  int port() {
    return port;
  }

  /** As certdrop is told it. */
  String url() {
    return "jdbc:postgresql://localhost:" + port + "/postgres";
  }

  /** Of two servers, as certdrop is told them. */
  String urlWith(OwnPostgres other) {
    return "jdbc:postgresql://localhost:"
        + port
        + ",localhost:"
        + other.port
        + "/postgres?targetServerType=primary";
  }

  /** Has the owner of all do something. */
  void asOwner(String sql) throws SQLException {
    PostgresServer.execute(ownersUrl(), sql);
  }

  String ownersUrl() {
    return url() + "?user=postgres";
  }

  /** Waits until a query has this answer. */
  void await(String query, String answer) throws SQLException {
    try (Connection connection = DriverManager.getConnection(ownersUrl());
        Statement statement = connection.createStatement()) {
      while (!answer.equals(answer(statement, query))) {
        LockSupport.parkNanos(10_000_000);
      }
    }
  }

  private static String answer(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      return row.next() ? row.getString(1) : null;
    }
  }

  /** Changes a setting while it runs. */
  void configure(String setting, String value) throws SQLException {
    asOwner("alter system set " + setting + " = '" + value + "'");
    asOwner("select pg_reload_conf()");
    await("show " + setting, value);
  }

  /** Another one that begins with the same; this one must be stopped. */
  OwnPostgres copy(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(data)) {
      for (Path file : all.toList()) {
        Files.copy(file, folder.resolve(data.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return new OwnPostgres(folder);
  }

  /** Has it follow the server at a port, which began with the same. */
  OwnPostgres follow(int upstream) throws IOException {
    Files.createFile(data.resolve("standby.signal"));
    Files.writeString(
        data.resolve("postgresql.auto.conf"),
        "primary_conninfo = 'host=localhost port="
            + upstream
            + " user=postgres application_name="
            + STANDBY
            + "'\n",
        StandardOpenOption.APPEND);
    return this;
  }

  /** From now on it confirms only what its standby has, too; that must run. */
  void waitForStandby() throws SQLException {
    configure("synchronous_standby_names", STANDBY);
    await("select sync_state from pg_stat_replication", "sync");
  }

  /** What {@code pg_ctl stop -m immediate} does. */
  void crash() throws Exception {
    assertThat(new ProcessBuilder("kill", "-QUIT", Long.toString(process)).start().waitFor())
        .isZero();
    awaitEnd();
  }

  /** Waits until it has ended by itself. */
  void awaitEnd() throws IOException {
    while (Files.exists(data.resolve("postmaster.pid"))
        && ProcessHandle.of(process).filter(ProcessHandle::isAlive).isPresent()) {
      LockSupport.parkNanos(10_000_000);
    }
    close(); // this lets go of its folder
  }

  /** Has a standby take the place of its primary. */
  void promote() throws SQLException {
    await("select pg_promote()", "t");
  }

  /** Stops it, if it runs. */
  @Override
  public void close() throws IOException {
    if (running != null) {
      running.close();
      running = null;
    }
  }
}
