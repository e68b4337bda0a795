package org.certdrop.sql;

import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.sql.SQLException;
import java.util.Set;
import org.certdrop.text.Explained;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database cannot be used now: a fault, and no verdict on anybody. The message says what the
 * database said, and what to do where that is known.
 */
public final class DatabaseException extends IOException implements Explained {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseException.class);
  private static final long serialVersionUID = 1L;

  private static final Set<String> WITHOUT_TABLES = Set.of("42P01", "3F000");

  private static final String DEADLOCK = "40P01";

  private final boolean loss;

  DatabaseException(String message) {
    this(message, false);
  }

  private DatabaseException(String message, boolean loss) {
    super(message);
    this.loss = loss;
  }

  /**
   * What the database said. The driver's own exceptions stay behind: where a person is told of the
   * innermost cause, it would say less.
   */
  static DatabaseException of(Database database, SQLException cause) {
    LOG.debug("{}", database.place(), cause);
    String said = cause.getMessage();
    return new DatabaseException(
        "the database of the "
            + database.place()
            + " cannot be used: "
            + (said == null ? cause.toString() : said.replaceAll("\\s+", " "))
            + advice(cause),
        isLoss(cause) || DEADLOCK.equals(cause.getSQLState()));
  }

  private static String advice(SQLException cause) {
    if (WITHOUT_TABLES.contains(String.valueOf(cause.getSQLState()))) {
      return ". It lacks certdrop's tables; its owner makes them: ./certdrop registry schema | psql";
    }
    Throwable innermost = cause;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    return innermost instanceof CertPathBuilderException
        ? ". The server's certificate is from no CA in the file that certdrop.registry.url names as"
            + " sslrootcert"
        : "";
  }

  /** Whether the connection is gone, or the server chose one of two that waited for each other. */
  boolean isLoss() {
    return loss;
  }

  /** Whether the connection is gone, so that nobody knows what became of the last statement. */
  static boolean isLoss(SQLException cause) {
    String state = String.valueOf(cause.getSQLState());
    return state.startsWith("08") || state.startsWith("57P") || state.equals("25P03");
  }
}
