package org.certdrop.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.certdrop.registry.JournalMark;
import org.certdrop.registry.RawLine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines are asked for ahead, 256 at a time. */
@Timeout(60)
class SqlLinesTest {
  private static final int AT_ONCE = 256;

  @TempDir Path folder;
  private Database database;
  private Connection connection;

  @BeforeEach
  void connect() throws IOException {
    database = PostgresServer.store(folder).database();
    connection = new Connector(database).reading();
  }

  @AfterEach
  void disconnect() {
    Connector.close(connection);
  }

  private void write(int lines) throws SQLException {
    PostgresServer.asOwner(
        "insert into certdrop.journal (registry, seq, line) select '"
            + database.registry()
            + "', number, convert_to('line ' || number, 'UTF8') from generate_series(1, "
            + lines
            + ") as number");
  }

  private SqlLines after(long seq) {
    return new SqlLines(connection, database, new JournalMark(1000, 0, seq, ""));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, AT_ONCE - 1, AT_ONCE, AT_ONCE + 1, 3 * AT_ONCE, 1000})
  void allLinesComeInTheirOrderEachAtItsPlace(int count) throws Exception {
    write(count);
    SqlLines lines = after(0);
    long start = 1000;
    for (int number = 1; number <= count; number++) {
      RawLine line = lines.next().orElseThrow();
      assertThat(new String(line.bytes(), UTF_8)).isEqualTo("line " + number);
      assertThat(line.start()).isEqualTo(start);
      start += line.bytes().length + 1;
    }
    assertThat(lines.next()).isEmpty();
    assertThat(lines.next()).isEmpty();
  }

  @Test
  void linesBeforeTheMarkAreNotRead() throws Exception {
    write(2 * AT_ONCE);
    SqlLines lines = after(AT_ONCE + 5);
    List<String> read = new ArrayList<>();
    for (Optional<RawLine> line = lines.next(); line.isPresent(); line = lines.next()) {
      read.add(new String(line.get().bytes(), UTF_8));
    }
    assertThat(read).hasSize(AT_ONCE - 5).startsWith("line 262").endsWith("line 512");
  }

  @Test
  void twoMayBeReadInTurnOverOneConnection() throws Exception {
    write(2 * AT_ONCE);
    SqlLines one = after(0);
    SqlLines two = after(0);
    for (int number = 1; number <= 2 * AT_ONCE; number++) {
      assertThat(one.next().orElseThrow().bytes()).isEqualTo(two.next().orElseThrow().bytes());
    }
    assertThat(two.next()).isEmpty();
  }

  @Test
  void aConnectionThatIsGoneIsAFaultAndNoEnd() throws Exception {
    write(3 * AT_ONCE);
    SqlLines lines = after(0);
    lines.next();
    lines.next();
    connection.close();
    assertThatThrownBy(
            () -> {
              for (int number = 0; number < 3 * AT_ONCE; number++) {
                lines.next();
              }
            })
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("cannot be used");
  }
}
