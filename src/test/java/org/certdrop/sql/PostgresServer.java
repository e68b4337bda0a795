package org.certdrop.sql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL, one for all tests of a process; every registry has a name of its own. */
public final class PostgresServer {
  /** The role that certdrop runs as. */
  public static final String ROLE = "certdrop_run";

  private static final AtomicInteger NAMES = new AtomicInteger();
  private static final Map<Path, String> REGISTRIES = new ConcurrentHashMap<>();

  private PostgresServer() {}

  private static final class Shared {
    private static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        // It ships with all of this off.
        EmbeddedPostgres server =
            EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
        prepare(server.getJdbcUrl("postgres", "postgres"));
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Makes the tables and the role, as the owner of a database does. */
  static void prepare(String url) throws SQLException, IOException {
    execute(url, "create role " + ROLE + " login");
    execute(url, Schema.script(ROLE));
  }

  static void execute(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** As the owner of all. */
  public static String ownersUrl() {
    return Shared.SERVER.getJdbcUrl("postgres", "postgres");
  }

  /** As certdrop is told it. */
  public static String url() {
    return "jdbc:postgresql://localhost:" + Shared.SERVER.getPort() + "/postgres";
  }

  /** A registry, as certdrop's role sees it. */
  public static Database database(String url, String registry) {
    return new Database(url, Optional.of(ROLE), Optional.empty(), registry);
  }

  /** The registry of a folder, the same each time. */
  public static SqlStore store(Path folder) {
    String name = REGISTRIES.computeIfAbsent(folder, path -> "registry_" + NAMES.incrementAndGet());
    return new SqlStore(folder, database(url(), name));
  }

  /** Has the owner do something, whatever certdrop's role may do. */
  public static void asOwner(String sql) throws SQLException {
    execute(ownersUrl(), sql);
  }

  /** Changes a setting of the server; returns once new connections have it. */
  static void configure(String setting, String value) throws SQLException {
    asOwner("alter system set " + setting + " = " + value);
    asOwner("select pg_reload_conf()");
    boolean known = false;
    while (!known) {
      try (Connection connection = DriverManager.getConnection(ownersUrl());
          Statement statement = connection.createStatement();
          ResultSet shown = statement.executeQuery("show " + setting)) {
        shown.next();
        known = shown.getString(1).equals(value);
      }
    }
  }
}
