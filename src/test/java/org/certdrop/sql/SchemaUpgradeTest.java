package org.certdrop.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.certdrop.party.PartyId;
import org.certdrop.registration.AdmissionPolicy;
import org.certdrop.registration.Decision;
import org.certdrop.registration.Offer;
import org.certdrop.registry.Audit;
import org.certdrop.registry.Registry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tables of another version, with lines in them. */
@Timeout(120)
class SchemaUpgradeTest {
  private static final PartyId US = new PartyId("researcher_me");
  private static final String JOURNAL =
      "select registry, seq::text, encode(line, 'hex'), submission from certdrop.journal"
          + " where registry = ? order by seq";

  /** What version 1 let certdrop's role do. */
  private static final String GRANTS_OF_1 =
      "grant usage on schema certdrop to ROLE; grant select on certdrop.version to ROLE;"
          + " grant select, insert on certdrop.journal to ROLE;"
          + " grant select, insert, update on certdrop.head to ROLE";

  @TempDir Path folder;
  private String owner;
  private SqlStore former;
  private List<List<String>> lines;

  @BeforeEach
  void tablesOfVersion1WithLines() throws Exception {
    String name = "former_" + System.nanoTime();
    PostgresServer.asOwner("create database " + name);
    owner = PostgresServer.ownersUrl().replace("/postgres?", "/" + name + "?");
    PostgresServer.execute(owner, resource("schema-1.sql"));
    PostgresServer.execute(owner, GRANTS_OF_1.replace("ROLE", PostgresServer.ROLE));

    SqlStore now = PostgresServer.store(folder.resolve("now"));
    try (Registry registry = open(now)) {
      registry.decide(Offer.of("node_a").by("S1"));
      registry.decide(Offer.of("node_b").by("S2"));
    }
    String registry = now.database().registry();
    former =
        new SqlStore(
            folder.resolve("former"),
            PostgresServer.database(
                PostgresServer.url().replace("/postgres", "/" + name), registry));
    lines = rows(PostgresServer.ownersUrl(), JOURNAL, registry);
    for (List<String> line : lines) {
      rows(
          owner,
          "insert into certdrop.journal values (?, ?::bigint, decode(?, 'hex'), ?) returning 1",
          line.toArray());
    }
    for (List<String> head :
        rows(
            PostgresServer.ownersUrl(),
            "select registry, seq::text, digest from certdrop.head where registry = ?",
            registry)) {
      rows(owner, "insert into certdrop.head values (?, ?::bigint, ?) returning 1", head.toArray());
    }
  }

  private static List<List<String>> rows(String url, String sql, Object... values)
      throws SQLException {
    try (Connection connection = DriverManager.getConnection(url)) {
      return SqlSession.rows(connection, sql, values);
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Schema.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Registry open(SqlStore store) throws IOException {
    return Registry.open(store, US, () -> AdmissionPolicy.AUTOMATIC, Clock.systemUTC());
  }

  @Test
  void tablesOfVersion1AreBroughtUpToDateWithoutALoss() throws Exception {
    assertThatThrownBy(() -> open(former))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("are of version 1; this certdrop knows version 2")
        .hasMessageContaining("certdrop registry schema");

    for (int time = 0; time < 2; time++) { // the script may run again
      PostgresServer.execute(owner, Schema.script(PostgresServer.ROLE));
    }
    assertThat(rows(owner, JOURNAL, former.database().registry())).hasSize(2).isEqualTo(lines);
    try (Registry registry = open(former)) {
      assertThat(seq(registry, "node_a", "S1")).as("as it was").isEqualTo(OptionalLong.of(1));
      assertThat(seq(registry, "node_c", "S3")).isEqualTo(OptionalLong.of(3));
    }
    assertThat(Audit.of(former, Optional.of(US))).isInstanceOf(Audit.Sound.class);
  }

  private static OptionalLong seq(Registry registry, String party, String submission)
      throws IOException {
    return ((Decision.Accepted) registry.decide(Offer.of(party).by(submission))).seq();
  }

  @Test
  void aLineWithACertificateLiesInItsRowAsItIs() throws Exception {
    rows(
        owner,
        "insert into certdrop.journal values ('r', 1, convert_to(repeat('x', 4000), 'UTF8'), null)"
            + " returning 1");
    assertThat(
            rows(
                owner,
                "select coalesce(pg_column_compression(line), 'none') from certdrop.journal"
                    + " where registry = 'r'"))
        .isEqualTo(List.of(List.of("none")));
  }

  @Test
  void tablesOfANewerCertdropAreLeftToIt() throws Exception {
    PostgresServer.execute(owner, Schema.script(PostgresServer.ROLE));
    PostgresServer.execute(owner, "insert into certdrop.version (version) values (3)");
    assertThatThrownBy(() -> open(former))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("are of version 3; this certdrop knows version 2")
        .hasMessageContaining("Install the newer certdrop")
        .hasMessageNotContaining("psql");
  }
}
